#include "option_set.hpp"

#include <CLI/CLI.hpp>

#include "base/text.hpp"
#include "versions.hpp"

namespace outdesk {

namespace {

const OptionSpec* find_option(const std::vector<OptionSpec>& options, const std::string& argument) {
  std::string name = argument.substr(0, argument.find('='));
  for (const auto& option : options)
    if (option.name == name || (!option.short_name.empty() && option.short_name == argument)) return &option;
  return nullptr;
}

/// Global options may stand before the command: moves them behind everything else.
std::vector<std::string> with_globals_last(const std::vector<std::string>& arguments) {
  std::vector<std::string> globals, rest;
  std::size_t i = 0;
  for (; i < arguments.size() && arguments[i].size() > 1 && arguments[i][0] == '-'; ++i) {
    const OptionSpec* option = find_option(global_options(), arguments[i]);
    globals.push_back(arguments[i]);
    bool takes_next = option && !option->value.empty() && arguments[i].find('=') == std::string::npos;
    if (takes_next && i + 1 < arguments.size()) globals.push_back(arguments[++i]);
  }
  rest.assign(arguments.begin() + static_cast<long>(i), arguments.end());
  auto separator = std::find(rest.begin(), rest.end(), "--");
  rest.insert(separator, globals.begin(), globals.end());
  return rest;
}

std::string did_you_mean(const std::string& word, const std::vector<std::string>& known, const std::string& otherwise) {
  std::string near = nearest(word, known);
  return near.empty() ? otherwise : "did you mean " + in_quotes(near) + "?";
}

const Command& find_command(const std::string& name) {
  if (const Command* command = command_named(name)) return *command;
  throw UsageError("there is no command " + in_quotes(name), did_you_mean(name, command_names(), "see 'outdesk --help'"));
}

const Verb* find_verb(const Command& command, const std::string& name) {
  for (const auto& verb : command.verbs)
    if (verb.name == name) return &verb;
  return nullptr;
}

/// Chooses the verb and takes its word off the arguments.
const Verb* choose_verb(const Command& command, std::vector<std::string>& arguments) {
  bool word = !arguments.empty() && !arguments[0].empty() && arguments[0][0] != '-';
  if (word) {
    if (const Verb* verb = find_verb(command, arguments[0])) {
      arguments.erase(arguments.begin());
      return verb;
    }
  }
  const Verb* itself = find_verb(command, "");
  if (itself && (!word || !itself->arguments.empty())) return itself;
  if (!word) return nullptr;
  std::vector<std::string> known;
  for (const auto& verb : command.verbs) if (!verb.name.empty()) known.push_back(verb.name);
  throw UsageError("'outdesk " + command.name + "' has no verb " + in_quotes(arguments[0]),
                   did_you_mean(arguments[0], known, "see 'outdesk " + command.name + " --help'"));
}

/// Every option that looks like one must be known; CLI11 alone would complain of something else first.
void refuse_unknown_options(const Command& command, const Verb& verb, const std::vector<std::string>& arguments) {
  std::vector<std::string> known;
  for (const auto* list : {&verb.options, &global_options()})
    for (const auto& option : *list) known.push_back(option.name);
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    const std::string& argument = arguments[i];
    if (argument.size() < 2 || argument[0] != '-') continue;
    const OptionSpec* option = find_option(verb.options, argument);
    if (!option) option = find_option(global_options(), argument);
    if (!option)
      throw UsageError("unknown option " + in_quotes(argument),
                       did_you_mean(argument.substr(0, argument.find('=')), known,
                                    "see 'outdesk " + command.name + " " + verb.name + " --help'"));
    if (option->value.empty() || argument.find('=') != std::string::npos) continue;
    if (++i >= arguments.size())
      throw UsageError("option '" + option->name + "' needs a value", "write " + option->name + " " + option->value);
  }
}

void add_option(CLI::App& app, Options& options, const OptionSpec& spec) {
  std::string names = (spec.short_name.empty() ? "" : spec.short_name + ",") + spec.name;
  std::string key = spec.name.substr(2);
  if (spec.value.empty()) {
    app.add_flag_callback(names, [&options, key] { options.values[key] = {"true"}; });
    return;
  }
  auto* option = app.add_option_function<std::vector<std::string>>(
      names, [&options, key](const std::vector<std::string>& values) { options.values[key] = values; });
  option->expected(spec.repeatable ? -1 : 1)->allow_extra_args(false);
  option->type_size(1);
  if (!spec.repeatable) option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

void add_argument(CLI::App& app, Options& options, const ArgumentSpec& spec) {
  auto* option = app.add_option_function<std::vector<std::string>>(
      spec.name, [&options, key = spec.name](const std::vector<std::string>& values) { options.values[key] = values; });
  option->expected(spec.repeatable ? -1 : 1)->allow_extra_args(spec.repeatable);
  option->type_size(1);
}

/// A script's variable that holds nothing must not mean "of all clients".  A text may be empty where its command says so.
void refuse_empty_values(const std::vector<OptionSpec>& specs, const Options& options) {
  for (const OptionSpec& spec : specs) {
    if (spec.value.empty() || spec.value == "TEXT") continue;
    for (const std::string& value : options.list(spec.name.substr(2)))
      if (value.empty()) throw UsageError("option '" + spec.name + "' has an empty value", "write " + spec.name + " " + spec.value + ", or leave it out; a variable of a script may hold nothing");
  }
}

void parse(const Command& command, const Verb& verb, std::vector<std::string> arguments, Options& options) {
  CLI::App app;
  app.set_help_flag();
  app.allow_windows_style_options(false);
  for (const auto& option : verb.options) add_option(app, options, option);
  for (const auto& option : global_options()) add_option(app, options, option);
  for (const auto& argument : verb.arguments) add_argument(app, options, argument);
  std::reverse(arguments.begin(), arguments.end());
  std::string help = "see 'outdesk " + command.name + (verb.name.empty() ? "" : " " + verb.name) + " --help'";
  try {
    app.parse(arguments);
  } catch (const CLI::ExtrasError&) {
    std::string first = app.remaining().empty() ? "" : app.remaining().front();
    throw UsageError("one argument too many: " + in_quotes(first), "put a text of several words into quotes; " + help);
  } catch (const CLI::ParseError& error) {
    throw UsageError(printable(error.what()), help);
  }
  for (const auto& argument : verb.arguments)
    if (argument.required && !options.has(argument.name)) throw UsageError(argument.name + " is missing", help);
  for (const auto& option : verb.options)
    if (option.required && !options.has(option.name.substr(2)))
      throw UsageError("option '" + option.name + "' is missing", help);
  for (const auto* specs : {&verb.options, &global_options()}) refuse_empty_values(*specs, options);
}

bool wants(const std::vector<std::string>& arguments, std::string_view word) {
  for (const auto& argument : arguments) {
    if (argument == "--") return false;
    if (argument == word) return true;
  }
  return false;
}

}  // namespace

std::string option_reader_version() { return CLI11_VERSION; }

Request understand(const std::vector<std::string>& given) {
  Request request;
  std::vector<std::string> arguments = with_globals_last(given);
  if (arguments.empty() || arguments[0][0] == '-') {
    request.version = wants(arguments, "--version");
    request.verbose = request.version && wants(arguments, "--verbose");
    request.help = !request.version && (arguments.empty() || wants(arguments, "--help") || wants(arguments, "-h"));
    if (request.version || request.help) return request;
    refuse_unknown_options(Command{}, Verb{}, arguments);
    throw UsageError("no command given", "see 'outdesk --help'");
  }
  if (arguments[0] == "help") {
    arguments.erase(arguments.begin());
    arguments.push_back("--help");
    if (arguments[0] == "--help") { request.help = true; return request; }
  }
  request.command = &find_command(arguments[0]);
  arguments.erase(arguments.begin());
  request.verb = choose_verb(*request.command, arguments);
  request.help = wants(arguments, "--help") || wants(arguments, "-h") || !request.verb;
  if (request.help) return request;
  refuse_unknown_options(*request.command, *request.verb, arguments);
  parse(*request.command, *request.verb, arguments, request.options);
  return request;
}

}  // namespace outdesk
