#include "ticket/mapping.hpp"

#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/shipped.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

std::vector<std::string> template_pieces(const JsonNode& node) {
  std::vector<std::string> pieces{""};
  bool inside = false;
  for (char c : node.text()) {
    if (c == '{' || c == '}') {
      if ((c == '{') == inside) node.fail("braces do not match");
      inside = !inside;
      pieces.emplace_back();
    } else {
      pieces.back() += c;
    }
  }
  if (inside) node.fail("braces do not match");
  return pieces;
}

ValueSource read_source(const JsonNode& node) {
  ValueSource source;
  if (node.is_text()) { source.column = node.text(); return source; }
  node.only({"column", "words", "otherwise", "text", "template"});
  int ways = node.has("column") + node.has("text") + node.has("template");
  if (ways != 1) node.fail("needs one of 'column', 'text' and 'template'");
  if (auto text = node.find("text")) source.text = text->text();
  if (auto form = node.find("template")) source.pieces = template_pieces(*form);
  if (auto column = node.find("column")) source.column = column->text();
  if (auto words = node.find("words"))
    for (const auto& [from, to] : words->members()) source.words[from] = to.text();
  if (auto otherwise = node.find("otherwise")) source.otherwise = otherwise->text();
  return source;
}

std::optional<ValueSource> find_source(const JsonNode& node, std::string_view key) {
  auto member = node.find(key);
  if (!member) return {};
  return read_source(*member);
}

EventSource read_event(const JsonNode& node, EventKind kind) {
  EventSource event;
  event.kind = kind;
  event.at = node.at("at").text();
  event.by = find_source(node, "by");
  if (auto fields = node.find("fields"))
    for (const auto& [name, source] : fields->members()) event.fields.emplace(name, read_source(source));
  return event;
}

void check_state_words(const JsonNode& node, const ValueSource& state) {
  for (const auto& [from, to] : state.words) {
    bool known = to == "new" || to == "open" || to == "resolved" || to == "closed" || to.rfind("waiting ", 0) == 0;
    if (!known) node.at("words").fail("the state " + in_quotes(to) + " is none of new, open, resolved, closed, 'waiting REASON'");
  }
}

void read_state_rows(const JsonNode& file, Mapping& mapping) {
  file.only({"outdesk", "title", "rows", "delimiter", "unknown", "timezone", "times", "ticket", "created", "priority",
             "at", "by", "assigned", "reopen_count", "state"});
  mapping.at = file.at("at").text();
  mapping.by = find_source(file, "by");
  if (auto assigned = file.find("assigned")) {
    assigned->only({"to", "line"});
    mapping.to = find_source(*assigned, "to");
    mapping.line = find_source(*assigned, "line");
  }
  mapping.state = read_source(file.at("state"));
  check_state_words(file.at("state"), *mapping.state);
  if (auto count = file.find("reopen_count")) mapping.reopen_count = count->text();
}

void read_ticket_rows(const JsonNode& file, Mapping& mapping) {
  file.only({"outdesk", "title", "rows", "delimiter", "unknown", "timezone", "times", "ticket", "created", "priority",
             "events"});
  auto events = file.find("events");
  if (!events) return;
  for (const auto& node : events->items()) {
    node.only({"event", "at", "by", "fields"});
    auto kind = event_kind(node.at("event").text());
    if (!kind) node.at("event").fail("unknown event " + in_quotes(node.at("event").text()));
    mapping.events.push_back(read_event(node, *kind));
  }
}

bool is_file(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0;
}

/// Reads `text` by a form of letters; false where it does not fit.
bool read_form(std::string_view text, std::string_view form, int (&parts)[6]) {
  constexpr std::string_view kLetters = "YmdHMS";
  std::size_t at = 0;
  for (char c : form) {
    std::size_t part = kLetters.find(c);
    if (part == kLetters.npos) {
      if (at >= text.size() || text[at++] != c) return false;
      continue;
    }
    std::size_t end = at, most = part ? 2 : 4;
    while (end < text.size() && end - at < most && text[end] >= '0' && text[end] <= '9') ++end;
    if (end == at || (!part && end - at != 4)) return false;
    parts[part] = static_cast<int>(*parse_count(text.substr(at, end - at)));
    at = end;
  }
  return at == text.size();
}

}  // namespace

Mapping read_mapping(const JsonNode& file) {
  if (file.at("outdesk").text() != "import-mapping/1") file.at("outdesk").fail("must be \"import-mapping/1\"");
  Mapping mapping;
  mapping.title = file.has("title") ? file.at("title").text() : "";
  mapping.states = file.at("rows").one_of({"states", "tickets"}) == "states";
  if (auto delimiter = file.find("delimiter")) {
    std::string text = delimiter->json().is_string() ? delimiter->json().get<std::string>() : "";
    if (text.size() != 1 || text == "\"" || text == "\n") delimiter->fail("must be one character such as \",\", \";\" or a tab");
    mapping.delimiter = text[0];
  }
  if (auto unknown = file.find("unknown")) for (const auto& word : unknown->items()) mapping.unknown.insert(word.text());
  mapping.zone = &Zone::named(file.has("timezone") ? file.at("timezone").text() : "UTC");
  JsonNode times = file.at("times");
  if (times.is_text()) mapping.times = {times.text()};
  else for (const auto& form : times.items()) mapping.times.push_back(form.text());
  mapping.ticket = file.at("ticket").text();
  file.at("created").only({"at", "by", "fields"});
  mapping.created = read_event(file.at("created"), EventKind::created);
  mapping.priority = find_source(file, "priority");
  if (mapping.states) read_state_rows(file, mapping);
  else read_ticket_rows(file, mapping);
  return mapping;
}

Mapping load_mapping(const std::string& name) {
  if (auto shipped = shipped_file("import/" + name + ".json")) {
    std::string source = "mapping " + in_quotes(name);
    Json json = parse_json(*shipped, source);
    return read_mapping(JsonNode(json, source));
  }
  if (!is_file(name)) {
    std::vector<std::string> known;
    for (const auto& file : shipped_files("import/")) known.push_back(file.substr(7, file.size() - 12));
    throw NotFound("there is no mapping " + in_quotes(name), "give a file, or one of: " + join(known, ", "));
  }
  return read_mapping(JsonFile(name).node());
}

std::optional<Instant> mapped_instant(const Mapping& mapping, std::string_view text) {
  for (const auto& form : mapping.times) {
    if (form == "rfc3339") {
      if (auto instant = parse_instant(text)) return instant;
      continue;
    }
    int parts[6] = {0, 0, 0, 0, 0, 0};
    if (!read_form(text, form, parts)) continue;
    Date date{std::chrono::year{parts[0]}, std::chrono::month{static_cast<unsigned>(parts[1])},
              std::chrono::day{static_cast<unsigned>(parts[2])}};
    if (!date.ok() || parts[3] > 23 || parts[4] > 59 || parts[5] > 59) continue;
    return mapping.zone->first_at_or_after(date, parts[3] * 3600 + parts[4] * 60 + parts[5]);
  }
  return {};
}

}  // namespace outdesk
