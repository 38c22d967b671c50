#include "ticket/event_words.hpp"

#include <set>

#include "base/text.hpp"
#include "output/format_value.hpp"
#include "ticket/journal_line.hpp"

namespace outdesk {

namespace {

/// "offer.pdf, photo.jpg" of the field `files`.
std::string attachment_names(const std::string& files) {
  std::vector<std::string> names;
  for (auto line : split(files, '\n'))
    if (auto file = read_file_line(line)) names.push_back(file->name);
  return join(names, ", ");
}

bool is_time(const std::string& name) { return name == "start" || name == "end" || name == "received"; }
/// Fields that are for programs, or that the title says.
bool is_silent(const Event& event, const std::string& name) {
  if (name == "message_id" || name == "raw") return true;
  return event.kind == EventKind::message && (name == "from" || name == "public" || name == "auto");
}

std::string value_in_words(const Event& event, const std::string& name, const Zone* zone) {
  Value value = field_value(event, name);
  if (name == "files") return attachment_names(event.text(name));
  if (auto* length = std::get_if<Seconds>(&value)) return to_duration_text(*length);
  if (auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (auto* flag = std::get_if<bool>(&value)) return *flag ? "yes" : "no";
  if (auto time = is_time(name) ? parse_instant(event.text(name)) : std::nullopt) return format_instant(*time, zone, Language::en);
  return event.text(name);
}

}  // namespace

std::string title_of(const Event& event) {
  if (event.kind != EventKind::message) return std::string(name_of(event.kind));
  if (event.flag("auto")) return "automatic";
  if (event.text("from") == "client") return "from client";
  return !event.fields.has("public") || event.flag("public") ? "reply" : "note";
}

std::string details_of(const Event& event, const Zone* zone) {
  std::string words, texts;
  for (const auto& name : event.fields.names()) {
    if (is_silent(event, name)) continue;
    std::string value = value_in_words(event, name, zone);
    if (value.empty()) continue;
    std::string title = name == "seconds" ? "time" : name == "seq" ? "line" : name;
    std::string& side = may_have_lines(name) ? texts : words;
    side += (side.empty() ? "" : "; ") + (name == "body" ? "" : title + ": ") + replaced(std::move(value), "\n", " ⏎ ");
  }
  return texts.empty() ? words : words.empty() ? texts : texts + "; " + words;
}

std::vector<std::string> field_names(const std::vector<Event>& events) {
  std::set<std::string> names;
  for (const auto& event : events)
    for (auto& name : event.fields.names()) names.insert(std::move(name));
  return {names.begin(), names.end()};
}

Value field_value(const Event& event, const std::string& name) {
  if (!event.fields.has(name)) return {};
  if (auto number = event.number(name)) {
    if (name == "seconds") return Seconds{*number};
    return *number;
  }
  if (std::string text = event.text(name); !text.empty()) return text;
  if (name == "public" || name == "auto" || name == "planned" || name == "billable") return event.flag(name);
  return std::string();
}

}  // namespace outdesk
