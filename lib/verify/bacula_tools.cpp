#include "verify/bacula_tools.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/child_process.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "verify/bacula_places.hpp"
#include "verify/bacula_volume_places.hpp"

namespace outdesk {

namespace {

void write_tool_file(const std::string& name, std::string_view text) {
  Descriptor file(open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  while (file.open() && !text.empty()) {
    ssize_t put = write(file.get(), text.data(), text.size());
    if (put <= 0) break;
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  if (!file.open() || !text.empty()) throw WriteError("cannot write " + in_quotes(name) + ": " + std::strerror(errno), "free some space, or choose another place with --scratch");
}

}  // namespace

BaculaTools::BaculaTools(const std::string& name, const VerifyDesk& desk) : program_(find_program(name)), desk_(desk) {}

BaculaTools::~BaculaTools() {
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

void BaculaTools::prepare(const std::vector<BaculaStretch>& stretches, const std::vector<std::string>& volume_folders, const std::string& bootstrap) {
  folder_ = desk_.scratch + "/bacula-tools-XXXXXX";
  if (!mkdtemp(folder_.data())) throw WriteError("cannot make a folder in " + in_quotes(desk_.scratch) + ": " + std::strerror(errno), "choose another place with --scratch");
  for (const char* inner : {"/volumes", "/work"})
    if (mkdir((folder_ + inner).c_str(), 0700) != 0) throw WriteError("cannot make a folder in " + in_quotes(folder_) + ": " + std::strerror(errno), "choose another place with --scratch");
  std::string media_type = "File";
  for (const BaculaStretch& stretch : stretches) {
    std::string file = bacula_volume_file(volume_folders, stretch.volume);
    if (!file.empty() && symlink(file.c_str(), (folder_ + "/volumes/" + stretch.volume).c_str()) != 0 && errno != EEXIST)
      throw WriteError("cannot make a link in " + in_quotes(folder_) + ": " + std::strerror(errno), "choose another place with --scratch");
    if (is_bacula_name(stretch.media_type)) media_type = stretch.media_type;
  }
  std::string work = bacula_quoted(folder_ + "/work");
  write_tool_file(folder_ + "/sd.conf", "Storage {\n  Name = outdesk\n  WorkingDirectory = " + work + "\n  Pid Directory = " + work +
                                            "\n}\nDirector {\n  Name = outdesk\n  Password = \"none\"\n}\nDevice {\n  Name = volumes\n  Media Type = " + bacula_quoted(media_type) + "\n  Archive Device = " +
                                            bacula_quoted(folder_ + "/volumes") + "\n  Random Access = yes\n  AutomaticMount = yes\n  RemovableMedia = no\n  AlwaysOpen = no\n  LabelMedia = no\n}\nMessages {\n  Name = Standard\n  stdout = all\n}\n");
  write_tool_file(folder_ + "/wanted.bsr", bootstrap);
}

ProgramResult BaculaTools::run(const std::vector<std::string>& first, const std::vector<std::string>& last, const std::function<void(std::string_view)>& take) {
  ProgramCall call;
  call.program = program_;
  call.arguments = first;
  for (const std::string& word : {std::string("-c"), folder_ + "/sd.conf", std::string("-b"), folder_ + "/wanted.bsr", std::string("volumes")}) call.arguments.push_back(word);
  call.arguments.insert(call.arguments.end(), last.begin(), last.end());
  call.folder = folder_ + "/work";
  call.deadline = desk_.deadline;
  call.on_output = take;
  command_ = program_ + " " + join(call.arguments, " ");
  return run_program(call);
}

}  // namespace outdesk
