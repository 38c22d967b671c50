#include "ticket/mapping_source.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr int kMostNested = 8;

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

MappingCondition read_condition(const JsonNode& node) {
  node.only({"column", "is", "is_not", "has", "has_not", "same_as", "known"});
  MappingCondition condition;
  condition.column = node.at("column").text();
  if (node.has("is") + node.has("is_not") + node.has("has") + node.has("has_not") + node.has("same_as") + node.has("known") != 1)
    node.fail("needs one of 'is', 'is_not', 'has', 'has_not', 'same_as' and 'known'");
  if (auto same = node.find("same_as")) condition.same_as = same->text();
  if (auto known = node.find("known")) condition.wanted = known->boolean();
  for (std::string_view key : {"is", "is_not", "has", "has_not"})
    if (auto words = node.find(key)) {
      condition.wanted = key == "is" || key == "has";
      condition.in_list = key.starts_with("has");
      if (words->is_text()) condition.words.insert(words->text());
      else for (const auto& word : words->items()) condition.words.insert(word.text());
      if (condition.words.empty()) words->fail("needs a word");
    }
  return condition;
}

std::vector<MappingCondition> read_conditions(const JsonNode& node) {
  std::vector<MappingCondition> conditions;
  if (!node.is_array()) conditions.push_back(read_condition(node));
  else for (const auto& one : node.items()) conditions.push_back(read_condition(one));
  return conditions;
}

std::int64_t read_unit(const JsonNode& node) {
  std::string unit = node.one_of({"seconds", "minutes", "hours"});
  return unit == "seconds" ? 1 : unit == "minutes" ? 60 : 3600;
}

ValueSource read_source(const JsonNode& node, int depth) {
  ValueSource source;
  if (node.is_text()) { source.column = node.text(); return source; }
  node.only({"column", "words", "otherwise", "text", "template", "first", "when", "html", "whole", "unit"});
  if (node.has("column") + node.has("text") + node.has("template") + node.has("first") != 1)
    node.fail("needs one of 'column', 'text', 'template' and 'first'");
  if (auto text = node.find("text")) source.text = text->text();
  if (auto form = node.find("template")) source.pieces = template_pieces(*form);
  if (auto column = node.find("column")) source.column = column->text();
  if (auto first = node.find("first")) {
    if (depth == kMostNested) first->fail("sources within sources are nested too deeply");
    for (const auto& choice : first->items()) source.choices.push_back(read_source(choice, depth + 1));
    if (source.choices.empty()) first->fail("needs a source");
  }
  if (auto when = node.find("when")) source.when = read_conditions(*when);
  if (auto words = node.find("words"))
    for (const auto& [from, to] : words->members()) source.words[from] = to.text();
  if (auto otherwise = node.find("otherwise")) source.otherwise = otherwise->text();
  if (auto html = node.find("html")) source.html = html->is_text() ? (html->one_of({"escaped"}), 2) : html->boolean();
  if (auto whole = node.find("whole")) source.whole = whole->boolean();
  if (auto unit = node.find("unit")) source.unit_s = read_unit(*unit);
  return source;
}

void read_fields(const JsonNode& node, EventSource& event) {
  event.by = find_value_source(node, "by");
  if (auto fields = node.find("fields"))
    for (const auto& [name, source] : fields->members()) event.fields.emplace(name, read_value_source(source));
}

void read_split(const JsonNode& node, EventSource& event) {
  node.only({"by", "into", "from_end"});
  event.split_by = node.at("by").text();
  if (event.split_by.empty()) node.at("by").fail("must not be empty");
  for (const auto& name : node.at("into").items()) event.split_into.push_back(name.text());
  if (event.split_into.size() < 2) node.at("into").fail("needs two names or more");
  if (auto from_end = node.find("from_end")) event.split_from_end = from_end->boolean();
}

}  // namespace

ValueSource read_value_source(const JsonNode& node) { return read_source(node, 0); }

std::optional<ValueSource> find_value_source(const JsonNode& node, std::string_view key) {
  auto member = node.find(key);
  if (!member) return {};
  return read_value_source(*member);
}

EventSource read_created_source(const JsonNode& node) {
  node.only({"at", "by", "fields"});
  EventSource event;
  event.at = read_value_source(node.at("at"));
  read_fields(node, event);
  return event;
}

EventSource read_event_source(const JsonNode& node, bool rows_are_events) {
  node.only({"event", "at", "by", "fields", "each", "split", "when", "state", "of"});
  EventSource event;
  std::string name = node.at("event").text();
  event.is_state = name == "state";
  auto kind = event_kind(name);
  if (!kind && !event.is_state) node.at("event").fail("unknown event " + in_quotes(name), "events are listed in outdesk-journal(5); 'state' is a change of state");
  if (kind == EventKind::created) node.at("event").fail("is what the member 'created' of the mapping is for");
  event.kind = kind.value_or(EventKind::created);
  event.at = read_value_source(node.at("at"));
  read_fields(node, event);
  if (auto each = node.find("each")) event.each = each->text();
  if (auto split = node.find("split")) {
    if (event.each.empty()) split->fail("is for the elements of 'each'");
    read_split(*split, event);
  }
  if (auto when = node.find("when")) event.when = read_conditions(*when);
  if (event.is_state) {
    event.state = read_value_source(node.at("state"));
    check_state_words(node.at("state"), event.state);
  } else if (node.has("state")) {
    node.at("state").fail("is for the event 'state'");
  }
  if (auto of = node.find("of")) {
    if (!rows_are_events) of->fail("is for rows of events");
    std::string which = of->one_of({"every", "first", "last"});
    event.of = which == "first" ? EventSource::Of::first : which == "last" ? EventSource::Of::last : EventSource::Of::every;
  }
  return event;
}

void check_state_words(const JsonNode& node, const ValueSource& state) {
  if (state.words.empty()) node.fail("needs a column and 'words'");
  auto check = [&](const JsonNode& place, const std::string& to) {
    bool known = to == "new" || to == "open" || to == "resolved" || to == "closed" || (to.starts_with("waiting ") && to.size() > 8);
    if (!known) place.fail("the state " + in_quotes(to) + " is none of new, open, resolved, closed, 'waiting REASON'");
  };
  for (const auto& [from, to] : state.words) check(node.at("words"), to);
  if (state.otherwise) node.at("otherwise").fail("is not for states: a word that is not listed changes nothing, and is counted");
}

}  // namespace outdesk
