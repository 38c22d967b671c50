// The shape of a command.  The table of all commands is in command_table.cpp; help, man pages and
// completions are checked against it.
//
// How to add a verb:
//   1. write `Exit run_COMMAND_VERB(Context&, const Options&)` in tools/COMMAND_command.cpp: options become a
//      struct, one library call gives a Document or a receipt, `context.print(document)` shows it;
//   2. add it to the list that `COMMAND_command()` returns (same file), with summary, options and examples;
//   3. a new command also goes into command_table.cpp;
//   4. say it in man/outdesk-COMMAND.1, run `build/outdesk_docs update .`, which rewrites its made part and the completions.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/instant.hpp"
#include "output/document.hpp"

namespace outdesk {

/// One option of a verb.  Without `value` it is a switch.
struct OptionSpec {
  std::string name;           ///< "--client"
  std::string value;          ///< "CLIENT"; empty for a switch
  std::string help;
  bool required = false;
  bool repeatable = false;
  std::string short_name = {};///< "-m"
};

struct ArgumentSpec {
  std::string name;           ///< "TICKET"
  std::string help;
  bool required = true;
  bool repeatable = false;
};

/// What the user gave, by the long names of the specs without dashes, and by argument names.
class Options {
 public:
  std::map<std::string, std::vector<std::string>> values;

  bool has(const std::string& name) const { return values.count(name) > 0; }
  std::string text(const std::string& name, const std::string& otherwise = "") const;
  std::optional<std::string> maybe(const std::string& name) const;
  std::vector<std::string> list(const std::string& name) const;
  /// Typed forms; each throws UsageError that names the option.
  std::optional<Month> month(const std::string& name) const;
  std::optional<Date> date(const std::string& name) const;
  std::optional<Instant> instant(const std::string& name) const;
  std::optional<Seconds> duration(const std::string& name) const;  ///< "30d" is allowed
  std::optional<std::int64_t> count(const std::string& name) const;
};

/// Who reads standard output has seen enough, as `head` has: nobody is told.
struct ReaderGone : WriteError {
  using WriteError::WriteError;
};

/// What every command is given: the global options, and where answers go.
struct Context {
  Instant now;                ///< --now, else SOURCE_DATE_EPOCH, else the machine's clock
  std::optional<Instant> as_of;
  std::string store;          ///< --store, else OUTDESK_STORE, else the default place
  std::string folder;         ///< what belongs to the store lies there: packages, the brand; of a store on a server, the default store's
  std::string actor;          ///< --as, else OUTDESK_USER, USER, LOGNAME, else the account that runs it
  Format format = Format::text;
  std::optional<Language> language;
  std::string output_file;    ///< -o
  bool quiet = false;
  bool colour = false;        ///< on standard output
  bool progress = false;      ///< standard error is a terminal and --quiet is not given

  /// Shows the document in the chosen format, on standard output or in the file of -o.
  void print(const Document& document);
  /// What a change came to: --quiet keeps it from people, not from programs or a file.
  void print_receipt(const Document& document) {
    if (!quiet || format != Format::text || !output_file.empty()) print(document);
  }
  /// Plain bytes of a short answer (an id).
  void write(std::string_view bytes);
  /// A long answer that `fill` writes to the sink it is given; honours -o like print.
  void stream(const std::function<void(const std::function<void(std::string_view)>&)>& fill);
  /// A word to the user on standard error, unless --quiet.
  void say(std::string_view line) const;
  /// Instant that "now" means for a report: --as-of, else now.
  Instant report_instant() const { return as_of.value_or(now); }
  /// Flushes standard output; throws WriteError where it cannot take the answer.
  void finish();

 private:
  std::string pending_;
  void flush(std::string_view bytes);
};

using Run = Exit (*)(Context&, const Options&);

struct Example {
  std::string what, command;
};

struct Verb {
  std::string name;           ///< empty: the command itself
  std::string summary;        ///< starts with a lower-case verb, no full stop
  std::vector<ArgumentSpec> arguments;
  std::vector<OptionSpec> options;
  std::vector<Example> examples;
  std::vector<std::string> formats;  ///< of --format; the first is the default; empty: no --format
  Run run = nullptr;          ///< null in the light program for what only outdesk-full can do
  std::string details = {};   ///< a paragraph for --help
  bool (*needs_full)(const Options&) = nullptr;  ///< whether these options are for outdesk-full; null: never
  void (*check)(const Options&) = nullptr;     ///< throws UsageError for options that do not go together
  bool (*tempfail)(const Options&) = nullptr;  ///< whether every later failure is told as Exit::busy, "try again"
};

struct Command {
  std::string name, summary;
  std::vector<Verb> verbs;
};

/// All commands, in the order of the help.
const std::vector<Command>& command_table();
std::vector<std::string> command_names();
/// One of them, made alone; null where there is none of that name.
const Command* command_named(std::string_view name);
/// Options that every verb takes.
const std::vector<OptionSpec>& global_options();

/// One function a command, each in its own file.
Command ticket_command();
Command sla_report_command();
Command access_audit_command();
Command backup_verify_command();
Command cost_calc_command();
Command client_report_command();
Command asset_command();
Command client_command();
Command store_command();

}  // namespace outdesk
