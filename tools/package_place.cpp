#include "package_place.hpp"

#include "store/store.hpp"

namespace outdesk {

std::string folder_of_store(const std::string& store) {
  std::string path = store_path_of(store);
  std::size_t slash = path.rfind('/');
  return slash == path.npos ? "." : path.substr(0, slash);
}

std::string packages_folder(const Context& context, const Options& options) {
  if (auto folder = options.maybe("dir")) return *folder;
  return context.output_file.empty() ? folder_of_store(context.store) + "/packages" : context.output_file;
}

}  // namespace outdesk
