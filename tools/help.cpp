// --help, made from the table of commands.
#include "base/text.hpp"
#include "option_set.hpp"

namespace outdesk {

namespace {

std::string padded(const std::string& text, std::size_t width) {
  std::size_t used = display_width(text);
  return text + std::string(used < width ? width - used : 0, ' ');
}

/// `text` in lines of at most 78 columns, each after the first indented.
std::string wrapped(const std::string& text, std::size_t indent) {
  std::string out;
  std::size_t column = indent;
  for (auto word : split(text, ' ')) {
    std::size_t width = display_width(word);
    if (column > indent && column + 1 + width > 78) {
      out += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (column > indent) {
      out += ' ';
      ++column;
    }
    out += word;
    column += width;
  }
  return out;
}

std::string option_line(const OptionSpec& option) {
  std::string names = option.short_name.empty() ? "    " : option.short_name + ", ";
  names += option.name + (option.value.empty() ? "" : " " + option.value);
  std::string help = option.help + (option.required ? " (required)" : option.repeatable ? " (may be repeated)" : "");
  std::string line = "  " + padded(names, 26);
  if (display_width(names) > 25) line += '\n' + std::string(28, ' ');
  return line + wrapped(help, 28) + '\n';
}

std::string synopsis(const Command& command, const Verb& verb) {
  std::string line = "outdesk " + command.name + (verb.name.empty() ? "" : " " + verb.name);
  for (const auto& option : verb.options)
    if (option.required) line += " " + option.name + " " + option.value;
  bool optional = std::any_of(verb.options.begin(), verb.options.end(), [](auto& o) { return !o.required; });
  if (optional) line += " [OPTIONS]";
  for (const auto& argument : verb.arguments) {
    std::string name = argument.name + (argument.repeatable ? "..." : "");
    line += argument.required ? " " + name : " [" + name + "]";
  }
  return line;
}

std::string example_line(const Example& example) { return "  " + example.what + ":\n      " + example.command + "\n"; }

std::string verb_help(const Command& command, const Verb& verb) {
  std::string out = "Usage: " + synopsis(command, verb) + "\n\n" + wrapped("To " + verb.summary + ".", 0) + "\n";
  if (!verb.details.empty()) out += "\n" + wrapped(verb.details, 0) + "\n";
  if (!verb.arguments.empty()) {
    out += "\nArguments:\n";
    for (const auto& a : verb.arguments) out += "  " + padded(a.name, 26) + wrapped(a.help, 28) + '\n';
  }
  if (!verb.options.empty()) {
    out += "\nOptions:\n";
    for (const auto& option : verb.options) out += option_line(option);
  }
  if (!verb.formats.empty()) out += "\nFormats (--format): " + join(verb.formats, ", ") + "\n";
  if (!verb.examples.empty()) {
    out += "\nExamples:\n";
    for (const auto& example : verb.examples) out += example_line(example);
  }
  return out + "\nOptions that every command takes: see 'outdesk --help'.\n";
}

std::string command_help(const Command& command) {
  std::string out = "outdesk " + command.name + ": " + command.summary + "\n\nUsage:\n";
  for (const auto& verb : command.verbs) out += "  " + synopsis(command, verb) + "\n";
  out += "\nWhat they do:\n";
  for (const auto& verb : command.verbs)
    out += "  " + padded(verb.name.empty() ? "(no verb)" : verb.name, 14) + wrapped(verb.summary, 16) + "\n";
  out += "\nExamples:\n";
  for (const auto& verb : command.verbs)
    if (!verb.examples.empty()) out += example_line(verb.examples.front());
  return out + "\n'outdesk " + command.name + " VERB --help' tells the options and shows more examples;\n'man outdesk-" +
         command.name + "' tells the whole.\n";
}

std::string program_help() {
  std::string out =
      "outdesk: requests, deadlines, access, copies, costs and the monthly report,\n"
      "for companies that run other companies' IT\n\nUsage: outdesk COMMAND [VERB] [OPTIONS] [ARGUMENTS]\n\nCommands:\n";
  for (const auto& command : command_table()) out += "  " + padded(command.name, 16) + wrapped(command.summary, 18) + "\n";
  out += "\nOptions that every command takes:\n";
  for (const auto& option : global_options()) out += option_line(option);
  out += "\nExamples, one of each command:\n";
  for (const auto& command : command_table())
    if (!command.verbs.front().examples.empty()) out += example_line(command.verbs.front().examples.front());
  return out + "\n'outdesk COMMAND --help' tells the verbs of a command.  Exit codes: see 'man outdesk'.\n";
}

}  // namespace

std::string help_text(const Request& request) {
  if (!request.command) return program_help();
  if (!request.verb) return command_help(*request.command);
  std::string out = verb_help(*request.command, *request.verb);
  if (request.verb->name.empty() && request.command->verbs.size() > 1) {
    out += "\nOther verbs of 'outdesk " + request.command->name + "':\n";
    for (const auto& verb : request.command->verbs)
      if (!verb.name.empty()) out += "  " + padded(verb.name, 14) + wrapped(verb.summary, 16) + "\n";
  }
  return out;
}

}  // namespace outdesk
