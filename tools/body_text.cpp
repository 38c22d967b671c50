#include "body_text.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <iterator>

#include "base/text.hpp"
#include "input/json.hpp"

namespace outdesk {

namespace {

constexpr std::string_view kCutHere = "------ below this line nothing is kept ------";
constexpr std::size_t kLongestBody = 25u << 20;

/// A file for the editor, gone at the end.
class Draft {
 public:
  explicit Draft(const std::string& text) {
    const char* folder = std::getenv("TMPDIR");
    path_ = std::string(folder && *folder ? folder : "/tmp") + "/outdesk-XXXXXX";
    int fd = ::mkostemp(path_.data(), O_CLOEXEC);
    if (fd < 0) throw WriteError("cannot make a file for the editor: " + std::string(std::strerror(errno)), "give the text with -m");
    bool whole = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    ::close(fd);
    if (!whole) throw WriteError("cannot write the file for the editor", "give the text with -m");
  }
  Draft(const Draft&) = delete;
  ~Draft() { ::unlink(path_.c_str()); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string editor() {
  for (const char* name : {"VISUAL", "EDITOR"})
    if (const char* value = std::getenv(name); value && *value) return value;
  // Debian's choice, else what every system has; never a program of that name elsewhere in PATH.
  return ::access("/usr/bin/editor", X_OK) == 0 ? "/usr/bin/editor" : "/usr/bin/vi";
}

/// Runs "editor -option" on the file and waits for its end.
void run_editor(const std::string& file) {
  std::vector<std::string> words;
  std::string command = editor();
  for (auto word : split(command, ' ')) if (!word.empty()) words.emplace_back(word);
  words.push_back(file);
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  if (int error = ::posix_spawnp(&child, arguments[0], nullptr, nullptr, arguments.data(), environ))
    throw MissingSource("the editor " + in_quotes(words[0]) + " cannot be started: " + std::strerror(error), "set EDITOR, or give the text with -m");
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw UsageError("the editor was left with an error; nothing was written");
}

std::string edited_text(const std::string& remark) {
  Draft draft("\n" + std::string(kCutHere) + "\n" + remark + "\n");
  run_editor(draft.path());
  std::string text = read_file(draft.path(), kLongestBody);
  return text.substr(0, text.find(kCutHere));
}

std::string standard_input() {
  std::string text(std::istreambuf_iterator<char>(std::cin), {});
  if (text.size() > kLongestBody) throw UsageError("the text has more than 25 MB", "attach it elsewhere, and write where");
  return text;
}

std::string raw_body(const Options& options, bool required, const std::string& remark) {
  if (options.has("edit")) return edited_text(remark);
  std::string text = options.text("message");
  if (text == "-") return standard_input();
  if (!text.empty() || options.has("message") || !required) return text;
  return ::isatty(0) ? edited_text(remark) : standard_input();
}

}  // namespace

std::vector<OptionSpec> body_options() {
  return {{"--message", "TEXT", "the text; - for standard input", false, false, "-m"},
          {"--edit", "", "write the text in $VISUAL or $EDITOR", false, false, "-e"}};
}

std::string body_of(const Options& options, bool required, const std::string& remark) {
  std::string text = replaced(raw_body(options, required, remark), "\r\n", "\n");
  text.resize(trimmed(text).empty() ? 0 : text.find_last_not_of("\n") + 1);
  if (required && text.empty()) throw UsageError("there is no text", "give it with -m TEXT, on standard input, or in an editor with --edit");
  return text;
}

}  // namespace outdesk
