// What can be made from the table of commands: completions, and the VERBS part of each man page.
//   outdesk_docs check  ROOT   compares the files of a checkout with the table; exit 1 where they differ
//   outdesk_docs update ROOT   rewrites them
#include <fstream>
#include <iostream>
#include <sstream>

#include "base/text.hpp"
#include "command.hpp"

using namespace outdesk;

namespace {

std::string read(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Text safe inside single quotes of a shell, and without what the completion languages read as syntax.
std::string plain(const std::string& text) {
  std::string out;
  for (char c : text) if (c != '\'' && c != '[' && c != ']' && c != ':' && c != '`') out += c;
  return out;
}

template <class Visit>
void each_option(const Verb& verb, Visit visit) {
  for (const auto& option : verb.options) visit(option);
  for (const auto& option : global_options())
    if (option.name != "--format" || !verb.formats.empty()) visit(option);
}

std::string verb_words(const Command& command) {
  std::string words;
  for (const auto& verb : command.verbs) if (!verb.name.empty()) words += (words.empty() ? "" : " ") + verb.name;
  return words;
}

std::string option_words(const Verb& verb) {
  std::string words;
  each_option(verb, [&](const OptionSpec& option) { words += (words.empty() ? "" : " ") + option.name; });
  return words;
}

std::string bash_completion() {
  std::string out = "# bash completion for outdesk; made from the table of commands\n_outdesk() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words=''\n"
      "  case $previous in\n    --format) words='text json jsonl csv html xlsx' ;;\n    --lang) words='ru en' ;;\n"
      "    --color) words='auto always never' ;;\n    --store|--output|-o|--map) COMPREPLY=($(compgen -f -- \"$current\")); return ;;\n  esac\n"
      "  if [[ -z $words ]]; then\n    case \"${COMP_WORDS[1]} ${COMP_WORDS[2]-}\" in\n";
  std::string commands;
  for (const auto& command : command_table()) {
    commands += (commands.empty() ? "" : " ") + command.name;
    std::string itself;
    for (const auto& verb : command.verbs) {
      if (verb.name.empty()) { itself = " " + option_words(verb); continue; }
      out += "      '" + command.name + " " + verb.name + "') [[ $COMP_CWORD -gt 2 ]] && words='" + option_words(verb) + "' ;;&\n";
    }
    out += "      '" + command.name + " '*) [[ $COMP_CWORD -eq 2 || -z $words ]] && words=${words:-'" + verb_words(command) + itself + "'} ;;\n";
  }
  return out + "    esac\n    [[ $COMP_CWORD -eq 1 ]] && words='" + commands + " help --help --version'\n  fi\n"
      "  if [[ $current == -* || $COMP_CWORD -le 2 ]]; then COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
      "  elif [[ $previous == --format || $previous == --lang || $previous == --color ]]; then COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
      "  else COMPREPLY=($(compgen -f -- \"$current\")); fi\n}\ncomplete -F _outdesk outdesk\n";
}

std::string zsh_options(const Verb& verb) {
  std::string out;
  each_option(verb, [&](const OptionSpec& option) {
    out += " \\\n          '" + std::string(option.repeatable ? "*" : "") + option.name + "[" + plain(option.help) + "]" +
           (option.value.empty() ? "" : ":" + plain(option.value) + ":_files") + "'";
  });
  return out + " \\\n          '*:file:_files'";
}

std::string zsh_completion() {
  std::string out = "#compdef outdesk\n# zsh completion for outdesk; made from the table of commands\n_outdesk() {\n  local -a commands verbs\n  commands=(";
  for (const auto& command : command_table()) out += "\n    '" + command.name + ":" + plain(command.summary) + "'";
  out += ")\n  if (( CURRENT == 2 )); then _describe command commands; return; fi\n  case $words[2] in\n";
  for (const auto& command : command_table()) {
    out += "    " + command.name + ")\n      verbs=(";
    for (const auto& verb : command.verbs) if (!verb.name.empty()) out += "\n        '" + verb.name + ":" + plain(verb.summary) + "'";
    out += ")\n      case $words[3] in\n";
    std::string itself = "        *) _describe verb verbs ;;\n";
    for (const auto& verb : command.verbs) {
      if (verb.name.empty()) itself = "        *) _describe verb verbs; _arguments" + zsh_options(verb) + " ;;\n";
      else out += "        " + verb.name + ") (( CURRENT > 3 )) && { _arguments" + zsh_options(verb) + "; return; }; _describe verb verbs ;;\n";
    }
    out += itself + "      esac ;;\n";
  }
  return out + "  esac\n}\n_outdesk \"$@\"\n";
}

std::string fish_completion() {
  std::string out = "# fish completion for outdesk; made from the table of commands\ncomplete -c outdesk -n __fish_use_subcommand -f\n";
  for (const auto& command : command_table()) {
    out += "complete -c outdesk -n __fish_use_subcommand -a " + command.name + " -d '" + plain(command.summary) + "'\n";
    std::string verbs = verb_words(command);
    for (const auto& verb : command.verbs) {
      std::string when = "__fish_seen_subcommand_from " + command.name;
      if (!verb.name.empty()) {
        out += "complete -c outdesk -f -n '" + when + "; and not __fish_seen_subcommand_from " + verbs + "' -a " + verb.name + " -d '" + plain(verb.summary) + "'\n";
        when += "; and __fish_seen_subcommand_from " + verb.name;
      }
      for (const auto& option : verb.options)
        out += "complete -c outdesk -n '" + when + "' -l " + option.name.substr(2) + (option.short_name.empty() ? "" : " -s " + option.short_name.substr(1)) +
               (option.value.empty() ? "" : " -r") + " -d '" + plain(option.help) + "'\n";
    }
  }
  for (const auto& option : global_options())
    out += "complete -c outdesk -l " + option.name.substr(2) + (option.short_name.empty() ? "" : " -s " + option.short_name.substr(1)) +
           (option.value.empty() ? "" : " -r") + " -d '" + plain(option.help) + "'\n";
  return out;
}

/// Text for a man page: hyphens that must stay hyphens, and lines that do not begin a request.
std::string roff(const std::string& text) {
  std::string out = replaced(replaced(text, "\\", "\\e"), "-", "\\-");
  if (!out.empty() && (out[0] == '.' || out[0] == '\'')) out = "\\&" + out;
  return out;
}

std::string sentence(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text + (text.empty() || text.back() == '.' ? "" : ".");
}

std::string man_option(const OptionSpec& option) {
  std::string line = ".TP\n.B " + (option.short_name.empty() ? "" : roff(option.short_name) + ", ") + roff(option.name);
  if (!option.value.empty()) line += " \\fI" + roff(option.value) + "\\fR";
  return line + "\n" + roff(sentence(option.help)) + (option.required ? " Required.\n" : option.repeatable ? " May be repeated.\n" : "\n");
}

std::string man_verb(const Command& command, const Verb& verb) {
  std::string out = ".SS outdesk " + roff(command.name + (verb.name.empty() ? "" : " " + verb.name));
  for (const auto& argument : verb.arguments) {
    std::string name = argument.name + (argument.repeatable ? "..." : "");
    out += " " + (argument.required ? name : "[" + name + "]");
  }
  out += "\n" + roff(sentence("to " + verb.summary)) + "\n";
  if (!verb.details.empty()) out += roff(verb.details) + "\n";
  for (const auto& argument : verb.arguments) out += ".TP\n.I " + argument.name + "\n" + roff(sentence(argument.help)) + "\n";
  for (const auto& option : verb.options) out += man_option(option);
  if (!verb.formats.empty()) out += ".PP\nFormats: " + join(verb.formats, ", ") + ".\n";
  for (const auto& example : verb.examples) out += ".PP\n" + roff(example.what) + ":\n.PP\n.nf\n    " + roff(example.command) + "\n.fi\n";
  return out;
}

const std::string kBegin = ".\\\" BEGIN made from the table of commands\n", kEnd = ".\\\" END made from the table of commands\n";

/// The page with what stands between the marks replaced.
std::string with_made_part(const std::string& page, const std::string& made) {
  std::size_t begin = page.find(kBegin), end = page.find(kEnd);
  if (begin == page.npos || end == page.npos) return {};
  return page.substr(0, begin + kBegin.size()) + made + page.substr(end);
}

std::string man_page(const std::string& root, const std::string& name, const std::string& made) {
  return with_made_part(read(root + "/man/" + name), made);
}

std::vector<std::pair<std::string, std::string>> made_files(const std::string& root) {
  std::vector<std::pair<std::string, std::string>> files = {
      {"completions/outdesk.bash", bash_completion()}, {"completions/_outdesk", zsh_completion()}, {"completions/outdesk.fish", fish_completion()}};
  std::string commands, options;
  for (const auto& command : command_table()) {
    std::string verbs;
    for (const auto& verb : command.verbs) verbs += man_verb(command, verb);
    std::string page = "outdesk-" + command.name + ".1";
    files.emplace_back("man/" + page, man_page(root, page, verbs));
    commands += ".TP\n.BR outdesk\\-" + roff(command.name) + " (1)\n" + roff(sentence(command.summary)) + "\n";
  }
  for (const auto& option : global_options()) options += man_option(option);
  files.emplace_back("man/outdesk.1", man_page(root, "outdesk.1", commands + ".SH OPTIONS THAT EVERY COMMAND TAKES\n" + options));
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  std::string action = argc == 3 ? argv[1] : "";
  if (action != "check" && action != "update") { std::cerr << "usage: outdesk_docs check|update ROOT\n"; return 2; }
  int wrong = 0;
  for (const auto& [name, text] : made_files(argv[2])) {
    std::string path = std::string(argv[2]) + "/" + name;
    if (text.empty()) { std::cout << name << ": missing, or without the marks of the made part\n"; ++wrong; }
    else if (action == "update") std::ofstream(path) << text;
    else if (read(path) != text) { std::cout << name << ": does not say what the table of commands says; run outdesk_docs update\n"; ++wrong; }
  }
  return wrong ? 1 : 0;
}
