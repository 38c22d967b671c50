#include "store/store_lock.hpp"

#include <sys/file.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/place.hpp"
#include "store/server_stores.hpp"
#include "store/store.hpp"

namespace outdesk {

StoreLock::StoreLock(const std::string& url, const std::string& name) {
  bool held = false;
  if (is_server_url(url)) {
    session_ = required_server_stores().hold(url, name);
    held = session_ != nullptr;
  } else {
    std::string path = store_path_of(url);
    file_.emplace(open_or_make(path + "." + name + ".lock", mode_for(folder_of(path))));
    held = ::flock(file_->fd(), LOCK_EX | LOCK_NB) == 0;
  }
  if (!held) throw Busy("another run is " + name + " from the store " + in_quotes(url), "try again when it has finished");
}

}  // namespace outdesk
