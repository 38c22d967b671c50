// Starts a command and is the one place where errors are printed and turned into exit codes.
#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <clocale>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <new>
#include <stdexcept>

#include "base/clock.hpp"
#include "base/text.hpp"
#include "full_program.hpp"
#include "option_set.hpp"
#include "store/server_stores.hpp"
#include "store/store.hpp"
#include "versions.hpp"

namespace outdesk {

namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

/// Descriptors 0 to 2 exist, so that no file of ours is ever opened in their place.  An answer for a
/// standard output that was closed cannot be written, and says so.
void fill_standard_descriptors() {
  for (int fd = 0; fd <= 2; ++fd)
    if (::fcntl(fd, F_GETFD) == -1 && ::open("/dev/null", fd == 2 ? O_WRONLY : O_RDONLY) != fd) std::_Exit(6);
}

int exit_on_full_memory = static_cast<int>(Exit::write);

/// The index of a store's log is written through memory.  On a disk that is full it may turn out only then that there is
/// no room (file systems with blocks of less than 4 KiB): SIGBUS.  As after kill -9 everything acknowledged is kept.
void stop_on_full_disk(int) {
  static constexpr char kWords[] = "outdesk: a file cannot be read or written through memory: the disk is full or broken\n  free some space and repeat\n";
  (void)!::write(2, kWords, sizeof kWords - 1);
  ::_exit(exit_on_full_memory);
}

/// Whatever the parent ignored or blocked: we are told of the end of our children, and the end of a wait wakes us.
void take_signals() {
  std::signal(SIGCHLD, SIG_DFL);
  std::signal(SIGALRM, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

std::string data_folder() {
  std::string data = environment("XDG_DATA_HOME");
  if (data.empty() || data[0] != '/') data = environment("HOME") + "/.local/share";
  return data + "/outdesk";
}

bool colour_wanted(const std::string& choice) {
  if (choice == "always") return true;
  if (choice == "never") return false;
  if (choice != "auto") throw UsageError("--color takes auto, always or never, not " + in_quotes(choice));
  return ::isatty(1) && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
}

Format format_of(const Verb& verb, const Options& options) {
  std::string name = options.text("format", verb.formats.empty() ? "text" : verb.formats.front());
  bool known = std::find(verb.formats.begin(), verb.formats.end(), name) != verb.formats.end();
  if (!known && options.has("format"))
    throw UsageError("format " + in_quotes(name) + " is not one of this command's",
                     verb.formats.empty() ? "it has one form of answer: leave --format out"
                                          : "it has: " + join(verb.formats, ", "));
  const std::map<std::string, Format> formats = {{"text", Format::text}, {"json", Format::json},
                                                 {"csv", Format::csv},   {"jsonl", Format::jsonl},
                                                 {"xlsx", Format::xlsx}, {"html", Format::html}};
  return formats.at(name);
}

std::optional<Language> language_of(const Options& options) {
  std::string name = options.text("lang");
  if (name.empty()) return {};
  if (name == "ru") return Language::ru;
  if (name == "en") return Language::en;
  throw UsageError("--lang takes ru or en, not " + in_quotes(name));
}

std::string first_of(std::initializer_list<std::string> choices) {
  for (const auto& choice : choices) if (!choice.empty()) return choice;
  return {};
}

/// Its name in the system's list of accounts; empty where there is none.
std::string account_of_process() {
  const passwd* account = ::getpwuid(::geteuid());
  return account && account->pw_name ? account->pw_name : "";
}

Context make_context(const Request& request) {
  const Options& options = request.options;
  Context context;
  context.now = options.instant("now").value_or(machine_now());
  context.as_of = options.instant("as-of");
  bool logged = request.verb->tempfail && !::isatty(2);  // a mail server logs what is said last and little of it
  if (!options.has("quiet") && !logged)
    Store::on_wait = [](const std::string& path) {
      std::cerr << "outdesk: another run writes to " << in_quotes(path) << "; waiting for up to a minute\n";
    };
  context.store = first_of({options.text("store"), environment("OUTDESK_STORE"), data_folder() + "/outdesk.db"});
  check_store_name(context.store);
  context.folder = is_server_url(context.store) ? data_folder() : folder_of(store_path_of(context.store));
  context.actor = first_of({options.text("as"), environment("OUTDESK_USER"), environment("USER"), environment("LOGNAME")});
  if (context.actor.empty()) context.actor = first_of({account_of_process(), "unknown"});
  if (auto why = unstorable(context.actor); !why.empty())
    throw UsageError("the engineer's name " + in_quotes(context.actor) + " cannot be kept: " + why, "give another with --as NAME");
  context.format = format_of(*request.verb, options);
  context.language = language_of(options);
  context.output_file = options.text("output");
  context.quiet = options.has("quiet");
  context.colour = colour_wanted(options.text("color", "auto"));
  context.progress = !context.quiet && ::isatty(2);
  return context;
}

void complain(const Error& error) {
  std::string text = "outdesk: " + printable(error.what()) + "\n";
  if (!error.next_step().empty())
    for (auto line : split(error.next_step(), '\n')) text += "  " + printable(line) + "\n";
  std::cerr << text;
}

/// A mail server keeps a message that was not taken where we say "try again", and sends it back where we say anything else.
[[noreturn]] void ask_for_another_try() {
  try {
    throw;
  } catch (const Error& error) {
    throw Error(Exit::busy, error.what(), error.next_step());
  } catch (const std::bad_alloc&) {
    throw Error(Exit::busy, "out of memory");
  } catch (const std::exception& error) {
    throw Error(Exit::busy, std::string("unexpected: ") + error.what(), "please report this");
  }
}

Exit perform(Context& context, const Request& request, char** argv) {
  try {
    const Verb& verb = *request.verb;
    if (verb.tempfail && verb.tempfail(request.options)) exit_on_full_memory = static_cast<int>(Exit::busy);
    bool heavy = !verb.run || context.format == Format::xlsx || (verb.needs_full && verb.needs_full(request.options)) || is_server_url(context.store);
    server_stores = full_program.server_stores;
    if (heavy && !full_program.write_xlsx) become_full_program(argv);
    if (!verb.run) throw std::logic_error("this command has no function");
    Exit exit = verb.run(context, request.options);
    context.finish();
    return exit;
  } catch (...) {
    if (request.verb->tempfail && request.verb->tempfail(request.options)) ask_for_another_try();
    throw;
  }
}

Exit run(const std::vector<std::string>& arguments, char** argv) {
  Request request = understand(arguments);
  Context context;
  if (request.version) {
    if (request.verbose && !full_program.libraries) become_full_program(argv);
    context.write(version_text(request.verbose));
  } else if (request.help) {
    context.write(help_text(request));
  } else {
    context = make_context(request);
    if (request.verb->check) request.verb->check(request.options);
    return perform(context, request, argv);
  }
  context.finish();
  return Exit::ok;
}

}  // namespace

}  // namespace outdesk

int main(int argc, char** argv) {
  using namespace outdesk;
  fill_standard_descriptors();
  take_signals();
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGBUS, stop_on_full_disk);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may grow no more is an error of a write like others
  ::umask(::umask(077) | 007);  // never for others, whatever the caller's umask
  // For libraries that read names of files by it; nothing of the light program asks for a locale, and opens two dozen files less.
  if (full_program.write_xlsx) std::setlocale(LC_ALL, "C.UTF-8");
  Exit exit = Exit::usage;
  try {
    exit = run({argv + 1, argv + argc}, argv);
  } catch (const ReaderGone& error) {
    exit = error.exit();
  } catch (const Error& error) {
    complain(error);
    exit = error.exit();
  } catch (const std::bad_alloc&) {
    complain(Error(Exit::write, "out of memory"));
    exit = Exit::write;
  } catch (const std::exception& error) {
    complain(Error(Exit::store, std::string("unexpected: ") + error.what(), "please report this"));
    exit = Exit::store;
  }
  std::cerr.flush();
  return static_cast<int>(exit);
}
