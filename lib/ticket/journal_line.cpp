#include "ticket/journal_line.hpp"

#include <nlohmann/json.hpp>
#include <set>

#include "base/error.hpp"
#include "base/identifier.hpp"
#include "base/text.hpp"
#include "input/json.hpp"

namespace outdesk {

namespace {

enum class FieldType { text, body, flag, count, instant, choice, key, sum, files };

struct FieldRule {
  std::string_view name;
  FieldType type;
  bool required = false;
  std::vector<std::string_view> choices = {};
};

/// The fields of each event, as outdesk-journal(5) lists them.
const std::vector<FieldRule>& rules_of(EventKind kind) {
  using T = FieldType;
  static const std::vector<FieldRule> created = {
      {"subject", T::text, true}, {"priority", T::text, true},
      {"kind", T::choice, false, {"incident", "request", "question"}},
      {"channel", T::choice, false, {"phone", "mail", "chat", "portal", "visit", "other"}},
      {"requester", T::text}, {"received", T::instant}, {"line", T::text}, {"category", T::text},
      {"asset", T::text}, {"body", T::body},
      {"address", T::text}, {"message_id", T::text}, {"raw", T::sum}, {"files", T::files}};
  static const std::vector<FieldRule> message = {
      {"from", T::choice, true, {"client", "engineer"}}, {"public", T::flag}, {"body", T::body}, {"auto", T::flag},
      {"address", T::text}, {"message_id", T::text}, {"raw", T::sum}, {"files", T::files}};
  static const std::vector<FieldRule> assigned = {{"to", T::text}, {"line", T::text}};
  static const std::vector<FieldRule> waiting = {{"reason", T::text, true}};
  static const std::vector<FieldRule> resumed = {{"reason", T::text}};
  static const std::vector<FieldRule> priority = {{"to", T::text, true}};
  static const std::vector<FieldRule> ended = {
      {"how", T::choice, false, {"remote", "visit"}}, {"cause", T::text}, {"solution", T::body}};
  static const std::vector<FieldRule> work = {
      {"seconds", T::count, true}, {"mode", T::choice, false, {"remote", "visit", "chat", "infrastructure"}},
      {"planned", T::flag}, {"site", T::text}, {"billable", T::flag}};
  static const std::vector<FieldRule> scheduled = {{"start", T::instant, true}, {"end", T::instant}, {"engineer", T::text}, {"site", T::text}};
  static const std::vector<FieldRule> rated = {{"score", T::count, true}, {"comment", T::body}};
  static const std::vector<FieldRule> reviewed = {
      {"finding", T::body, true}, {"cause", T::choice, false, {"process", "person"}}, {"action", T::body}};
  static const std::vector<FieldRule> merged = {{"into", T::key, true}};
  static const std::vector<FieldRule> split = {{"from", T::key, true}};
  static const std::vector<FieldRule> linked = {{"with", T::key, true}};
  static const std::vector<FieldRule> moved = {{"contract", T::text}, {"to", T::text}};
  static const std::vector<FieldRule> undone = {{"seq", T::count, true}};
  switch (kind) {
    case EventKind::created: return created;
    case EventKind::message: return message;
    case EventKind::assigned: return assigned;
    case EventKind::waiting: return waiting;
    case EventKind::resumed: return resumed;
    case EventKind::priority: return priority;
    case EventKind::resolved: case EventKind::closed: case EventKind::reopened: return ended;
    case EventKind::work: return work;
    case EventKind::scheduled: return scheduled;
    case EventKind::rated: return rated;
    case EventKind::reviewed: return reviewed;
    case EventKind::merged: return merged;
    case EventKind::split: return split;
    case EventKind::linked: return linked;
    case EventKind::moved: return moved;
    case EventKind::undone: return undone;
  }
  return created;
}

constexpr std::string_view kHead[] = {"client", "ticket", "at", "entered", "by", "event"};

const FieldRule* find_rule(EventKind kind, std::string_view name) {
  for (const auto& rule : rules_of(kind)) if (rule.name == name) return &rule;
  return nullptr;
}

void check_choice(const JsonNode& node, const FieldRule& rule) {
  std::string given = node.text();
  std::vector<std::string> names(rule.choices.begin(), rule.choices.end());
  if (std::find(names.begin(), names.end(), given) == names.end())
    node.fail("must be one of " + join(names, ", ") + ", not " + in_quotes(given));
}

void check_range(const JsonNode& node, EventKind kind) {
  std::int64_t value = node.integer();
  if (kind == EventKind::rated && (value < 1 || value > 5)) node.fail("must be a score from 1 to 5");
  if (kind != EventKind::rated && value <= 0) node.fail("must be more than 0");
  constexpr std::int64_t kMostWork = 1'000'000'000;  // 31 years; the sums of all lines fit into 64 bits
  if (kind == EventKind::work && value > kMostWork) node.fail("must be at most 1000000000");
}

void check_sum(const JsonNode& node) {
  if (auto hash = digest_of_hex(node.text()); !hash || hex(*hash) != node.text())
    node.fail("must be a SHA-256 of 64 hexadecimal digits in lower case");
}

void check_files(const JsonNode& node) {
  std::string files = node.multiline_text();
  for (auto line : split(files, '\n'))
    if (!read_file_line(line)) node.fail("must have a line for each file: 64 hexadecimal digits, two spaces, and a name without '/'");
}

/// Takes one member over into `fields`, refusing what its rule does not allow.
void take_field(const JsonNode& node, const FieldRule& rule, EventKind kind, Fields& fields) {
  switch (rule.type) {
    case FieldType::text: fields.set(rule.name, node.text()); return;
    case FieldType::body: fields.set(rule.name, node.multiline_text()); return;
    case FieldType::flag: fields.set(rule.name, node.boolean()); return;
    case FieldType::choice: check_choice(node, rule); fields.set(rule.name, node.text()); return;
    case FieldType::count: check_range(node, kind); fields.set(rule.name, node.integer()); return;
    case FieldType::instant: fields.set(rule.name, to_text(node.instant())); return;
    case FieldType::sum: check_sum(node); fields.set(rule.name, node.text()); return;
    case FieldType::files: check_files(node); fields.set(rule.name, node.multiline_text()); return;
    case FieldType::key:
      if (auto why = not_a_ticket_key(node.text()); !why.empty()) node.fail(why);
      fields.set(rule.name, node.text());
      return;
  }
}

[[noreturn]] void refuse_field(const JsonNode& node, EventKind kind, const std::string& name) {
  std::vector<std::string> known(std::begin(kHead), std::end(kHead));
  for (const auto& rule : rules_of(kind)) known.emplace_back(rule.name);
  std::string near = nearest(name, known);
  node.fail("unknown field of a '" + std::string(name_of(kind)) + "' line",
            near.empty() ? "fields here: " + join(known, ", ") : "did you mean " + in_quotes(near) + "?");
}

void take_fields(const JsonNode& line, Event& event) {
  for (const auto& [name, node] : line.members()) {
    if (std::find(std::begin(kHead), std::end(kHead), name) != std::end(kHead)) continue;
    const FieldRule* rule = find_rule(event.kind, name);
    if (!rule) refuse_field(node, event.kind, name);
    take_field(node, *rule, event.kind, event.fields);
  }
  for (const auto& rule : rules_of(event.kind))
    if (rule.required && !event.fields.has(rule.name)) line.at(rule.name);
  if (event.kind == EventKind::moved && !event.fields.has("to") && !event.fields.has("contract"))
    line.fail("a 'moved' line needs 'to' (key of the new client) or 'contract'");
  auto received = parse_instant(event.text("received"));
  if (received && *received > event.at) line.at("received").fail("must not be later than 'at'");
}

void check_client_key(const JsonNode& line, const std::string& key) {
  if (auto why = not_a_client_key(key); !why.empty()) line.fail("client " + in_quotes(key) + " " + why);
}

}  // namespace

std::optional<FileLine> read_file_line(std::string_view line) {
  if (line.size() < 67 || line.substr(64, 2) != "  ") return {};
  auto hash = digest_of_hex(line.substr(0, 64));
  std::string_view name = line.substr(66);
  bool safe = name.find('/') == name.npos && name != "." && name != ".." && unstorable(name).empty();
  if (!hash || hex(*hash) != line.substr(0, 64) || !safe) return {};
  return FileLine{*hash, std::string(name)};
}

std::string canonical_line(const JournalLine& line) {
  const Event& event = line.event;
  std::string out;
  out.reserve(160 + line.client.size() + line.ticket.size() + event.by.size() + event.fields.str().size());
  char before = '{';
  auto add = [&](std::string_view name, std::string_view value) {
    out += std::exchange(before, ',');
    out.append("\"").append(name).append("\":");
    append_json(out, value);
  };
  add("client", line.client);
  add("ticket", line.ticket);
  add("at", to_text(event.at));
  if (event.entered != event.at) add("entered", to_text(event.entered));
  add("by", event.by);
  add("event", name_of(event.kind));
  if (event.fields.str().size() > 2) return out.append(",").append(event.fields.str(), 1);
  return out += '}';
}

bool may_have_lines(std::string_view field) {
  static const std::set<std::string_view> bodies = [] {
    std::set<std::string_view> found;
    for (int kind = 0; kind <= static_cast<int>(EventKind::undone); ++kind)
      for (const auto& rule : rules_of(static_cast<EventKind>(kind)))
        if (rule.type == FieldType::body) found.insert(rule.name);
    return found;
  }();
  return bodies.count(field) > 0;
}

std::string_view missing_field(EventKind kind, const Fields& fields) {
  for (const auto& rule : rules_of(kind))
    if (rule.required && !fields.has(rule.name)) return rule.name;
  return {};
}

JournalLine read_journal_line(std::string_view text, std::string_view file, long number, const std::string& client) {
  Json json = parse_json(text, file, number);
  JsonNode line(json, std::string(file), {}, number);
  JournalLine read;
  read.client = client.empty() || line.has("client") ? line.at("client").text() : client;
  check_client_key(line, read.client);
  if (!client.empty() && read.client != client && line.at("event").text() == name_of(EventKind::moved)) {
    read.event.fields.set("to", read.client);  // with --client, the line's own client is where the ticket goes
    read.client = client;
  }
  if (!client.empty() && read.client != client)
    line.at("client").fail("is " + in_quotes(read.client) + ", and --client says " + in_quotes(client));
  read.ticket = line.at("ticket").text();
  if (auto why = not_a_ticket_key(read.ticket); !why.empty()) line.at("ticket").fail(why);
  JsonNode event = line.at("event");
  auto kind = event_kind(event.text());
  if (!kind) event.fail("unknown event " + in_quotes(event.text()), "events are listed in outdesk-journal(5)");
  read.event.kind = *kind;
  read.event.at = line.at("at").instant();
  read.event.entered = line.has("entered") ? line.at("entered").instant() : read.event.at;
  if (read.event.entered < read.event.at) line.at("entered").fail("must not be earlier than 'at'");
  read.event.by = line.has("by") ? line.at("by").text() : "system";
  take_fields(line, read.event);
  return read;
}

Event checked_event(Event event, std::string_view file, long number) {
  if (invalid_utf8(event.fields.str()) != std::string_view::npos)
    throw InputError(file, number, "text that is not valid UTF-8", "write it in UTF-8");
  Json json = parse_json(event.fields.str(), file, number);
  JsonNode fields(json, std::string(file), {}, number);
  if (auto why = unstorable(event.by); !why.empty()) fields.fail("'by': " + why);
  event.fields = {};
  take_fields(fields, event);
  return event;
}

}  // namespace outdesk
