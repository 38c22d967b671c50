#include "ticket/mapping.hpp"

#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/shipped.hpp"
#include "base/text.hpp"
#include "input/encoding.hpp"
#include "ticket/mapping_source.hpp"
#include "ticket/time_form_rules.hpp"

namespace outdesk {

namespace {

bool is_file(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0;
}

std::vector<std::string> texts_of(const JsonNode& node) {
  if (node.is_text()) return {node.text()};
  std::vector<std::string> texts;
  for (const auto& item : node.items()) texts.push_back(item.text());
  return texts;
}

char read_delimiter(const JsonNode& node) {
  std::string text = node.json().is_string() ? node.json().get<std::string>() : "";
  if (text == "auto") return 0;
  if (text.size() != 1 || text == "\"" || text == "\n") node.fail("must be one character such as \",\", \";\" or a tab, or \"auto\"");
  return text[0];
}

/// How the file is to be read.
void read_form(const JsonNode& file, Mapping& mapping) {
  if (auto form = file.find("form")) {
    std::string word = form->one_of({"csv", "xlsx", "json"});
    mapping.form = word == "csv" ? Mapping::Form::csv : word == "xlsx" ? Mapping::Form::xlsx : Mapping::Form::json;
  }
  if (auto delimiter = file.find("delimiter")) mapping.delimiter = read_delimiter(*delimiter);
  if (auto encoding = file.find("encoding")) {
    mapping.encoding = encoding->text();
    if (!is_encoding(mapping.encoding)) encoding->fail("the encoding " + in_quotes(mapping.encoding) + " is not known", "give one that 'iconv -l' lists, such as \"windows-1251\"");
  }
  if (auto preamble = file.find("preamble")) mapping.preamble = preamble->boolean();
  if (auto sheet = file.find("sheet")) mapping.sheet = sheet->text();
  if (auto records = file.find("records")) mapping.records = records->text();
  if (auto columns = file.find("columns"))
    for (const auto& [name, titles] : columns->members()) mapping.columns[name] = texts_of(titles);
  if (auto optional = file.find("optional")) for (auto& name : texts_of(*optional)) mapping.optional.insert(std::move(name));
  if (auto down = file.find("fill_down")) mapping.fill_down = texts_of(*down);
  if (auto unknown = file.find("unknown")) for (auto& word : texts_of(*unknown)) mapping.unknown.insert(std::move(word));
}

void read_times(const JsonNode& file, Mapping& mapping) {
  mapping.zone = &Zone::named(file.has("timezone") ? file.at("timezone").text() : "UTC");
  mapping.times = texts_of(file.at("times"));
  for (const auto& form : mapping.times)
    if (auto why = not_a_time_form(form); !why.empty()) file.at("times").fail("the form " + in_quotes(form) + " " + why, "its letters are Y y m b d H M S p f z; T and words in single quotes stand for themselves");
}

void read_state_rows(const JsonNode& file, Mapping& mapping) {
  mapping.at = read_value_source(file.at("at"));
  mapping.by = find_value_source(file, "by");
  if (auto assigned = file.find("assigned")) {
    assigned->only({"to", "line"});
    mapping.to = find_value_source(*assigned, "to");
    mapping.line = find_value_source(*assigned, "line");
  }
  mapping.state = read_value_source(file.at("state"));
  check_state_words(file.at("state"), *mapping.state);
  if (auto count = file.find("reopen_count")) mapping.reopen_count = count->text();
}

void read_join(const JsonNode& node, Mapping& mapping) {
  node.only({"by", "column", "field", "with"});
  mapping.join_by = node.at("by").text();
  mapping.join_column = node.at("column").text();
  mapping.join_field = node.at("field").text();
  mapping.join_with = node.at("with").multiline_text();
}

void read_events(const JsonNode& file, Mapping& mapping) {
  bool rows_are_events = mapping.rows == Mapping::Rows::events;
  if (rows_are_events) file.at("events");
  if (auto events = file.find("events"))
    for (const auto& node : events->items()) mapping.events.push_back(read_event_source(node, rows_are_events));
  auto join = file.find("join");
  if (join && !rows_are_events) join->fail("is for rows of events");
  if (join) read_join(*join, mapping);
}

void check_keys(const JsonNode& file, const Mapping& mapping) {
  if (mapping.rows == Mapping::Rows::states)
    return file.only({"outdesk", "title", "form", "rows", "delimiter", "encoding", "preamble", "sheet", "records", "columns", "optional", "fill_down",
                      "unknown", "timezone", "times", "ticket", "id", "created", "priority", "at", "by", "assigned", "reopen_count", "state"});
  file.only({"outdesk", "title", "form", "rows", "delimiter", "encoding", "preamble", "sheet", "records", "columns", "optional", "fill_down",
             "unknown", "timezone", "times", "ticket", "id", "created", "priority", "events", "join"});
}

/// Gathers the columns that a mapping reads from a record itself: not those of elements within it.
class ColumnsRead {
 public:
  std::set<std::string> names;

  void add(const std::optional<ValueSource>& source) { if (source) add(*source, false); }

  void add(const ValueSource& source, bool nested) {
    add(source.column, nested);
    for (std::size_t i = 1; i < source.pieces.size(); i += 2) add(source.pieces[i], nested);
    for (const auto& choice : source.choices) add(choice, nested);
    add(source.when, nested);
  }

  void add(const EventSource& event) {
    bool nested = !event.each.empty();
    add(event.each, false);
    add(event.at, nested);
    add(event.when, nested);
    add(event.state, nested);
    if (event.by) add(*event.by, nested);
    for (const auto& [field, source] : event.fields) add(source, nested);
  }

  void add(const std::string& name, bool nested) {
    if (name.empty() || name[0] == '@' || (nested && name[0] != '/')) return;
    names.insert(name[0] == '/' ? name.substr(1) : name);
  }

 private:
  void add(const std::vector<MappingCondition>& when, bool nested) {
    for (const auto& condition : when) {
      add(condition.column, nested);
      add(condition.same_as, nested);
    }
  }
};

}  // namespace

Mapping read_mapping(const JsonNode& file) {
  if (file.at("outdesk").text() != "import-mapping/1") file.at("outdesk").fail("must be \"import-mapping/1\"");
  Mapping mapping;
  mapping.title = file.has("title") ? file.at("title").text() : "";
  std::string rows = file.at("rows").one_of({"states", "tickets", "events"});
  mapping.rows = rows == "states" ? Mapping::Rows::states : rows == "tickets" ? Mapping::Rows::tickets : Mapping::Rows::events;
  check_keys(file, mapping);
  read_form(file, mapping);
  read_times(file, mapping);
  mapping.ticket = find_value_source(file, "ticket");
  mapping.id = find_value_source(file, "id");
  if (mapping.rows != Mapping::Rows::events || file.has("created")) mapping.created = read_created_source(file.at("created"));
  if (!mapping.ticket && (mapping.created || !mapping.id)) file.at("ticket");
  mapping.priority = find_value_source(file, "priority");
  if (mapping.rows == Mapping::Rows::states) read_state_rows(file, mapping);
  else read_events(file, mapping);
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

std::set<std::string> columns_read(const Mapping& mapping) {
  ColumnsRead read;
  read.add(mapping.ticket);
  read.add(mapping.id);
  for (const auto* source : {&mapping.priority, &mapping.to, &mapping.line, &mapping.by, &mapping.state}) read.add(*source);
  if (mapping.created) read.add(*mapping.created);
  for (const auto& event : mapping.events) read.add(event);
  read.add(mapping.at, false);
  for (const auto& name : {mapping.reopen_count, mapping.join_by, mapping.join_column}) read.add(name, false);
  for (const auto& name : mapping.fill_down) read.add(name, false);
  return std::move(read.names);
}

std::optional<Instant> mapped_instant(const Mapping& mapping, std::string_view text) {
  for (const auto& form : mapping.times)
    if (auto instant = instant_by_form(text, form, *mapping.zone)) return instant;
  return {};
}

}  // namespace outdesk
