// Exports as JSON: what interfaces of other systems answer.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "ticket/export_record.hpp"

namespace outdesk {

namespace {

constexpr std::string_view kJsonSpace = " \t\r\n";

/// A plain value as text; a list of plain values with commas between.
std::string text_of_json(const Json& value) {
  if (value.is_string()) return value.get_ref<const std::string&>();
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_number()) return value.dump();
  if (!value.is_array()) return {};
  std::vector<std::string> texts;
  for (const auto& item : value)
    if (std::string text = item.is_array() ? "" : text_of_json(item); !text.empty()) texts.push_back(std::move(text));
  return join(texts, ", ");
}

/// One step of a path: a member, or an element of a list by its number.  Null where there is none.
const Json* step(const Json* value, std::string_view name) {
  if (value->is_object()) {
    auto member = value->find(std::string(name));
    return member == value->end() ? nullptr : &*member;
  }
  auto index = parse_count(name);
  if (!value->is_array() || !index || static_cast<std::size_t>(*index) >= value->size()) return nullptr;
  return &(*value)[static_cast<std::size_t>(*index)];
}

class JsonRecord : public ExportRecord {
 public:
  JsonRecord(const Json& value, const ExportRecord* root, std::shared_ptr<const ExportRecord> parent)
      : value_(value), root_(root), parent_(std::move(parent)) {}

 private:
  std::string_view own_value(const std::string& name, std::string& room) const override {
    const Json* found = &value_;
    if (name != ".")
      for (auto part : split(name, '.'))
        if (!(found = step(found, part))) return {};
    return room = text_of_json(*found);
  }

  Elements own_elements(const std::string& name) const override {
    Elements found;
    gather(value_, split(name, '.'), 0, parent_, found);
    return found;
  }

  const ExportRecord& root() const { return root_ ? *root_ : *this; }
  const ExportRecord* outer() const override { return parent_ ? parent_.get() : root_; }

  /// The elements at parts[i] and further; each list on the way is walked, and its elements are the parents.
  void gather(const Json& value, const std::vector<std::string_view>& parts, std::size_t i,
              const std::shared_ptr<const ExportRecord>& parent, Elements& found) const {
    bool members = i < parts.size() && value.is_object() && parts[i] == "*";
    if (value.is_array() || members) {
      for (const auto& item : value) {
        auto element = std::make_shared<JsonRecord>(item, &root(), parent);
        if (i + members == parts.size()) found.push_back(element);
        else gather(item, parts, i + members, element, found);
      }
    } else if (i == parts.size()) {
      if (!value.is_null()) found.push_back(std::make_shared<JsonRecord>(value, &root(), parent));
    } else if (const Json* next = step(&value, parts[i])) {
      gather(*next, parts, i + 1, parent, found);
    }
  }

  const Json& value_;
  const ExportRecord* root_;
  std::shared_ptr<const ExportRecord> parent_;
};

/// Cuts text into JSON values without reading them, so that a long list is not in memory whole.
class JsonStream {
 public:
  JsonStream(std::string_view text, std::string file) : whole_(text.size()), rest_(text), file_(std::move(file)) { skip_space(); }

  bool at_end() const { return rest_.empty(); }
  bool at(char c) const { return !rest_.empty() && rest_[0] == c; }
  long line() const { return line_; }
  std::size_t done() const { return whole_ - rest_.size(); }

  /// Passes over the character `c`.
  bool take(char c) {
    if (!at(c)) return false;
    rest_.remove_prefix(1);
    skip_space();
    return true;
  }

  /// The next value, read; what is no JSON is refused by the reader.
  Json next() {
    std::size_t end = end_of_value();
    long line = line_;
    std::string_view text = pass(end);
    skip_space();
    return parse_json(text, file_, line);
  }

  [[noreturn]] void fail(const std::string& problem) const { throw InputError(file_, line_, problem, "export again"); }

 private:
  /// Behind the value that begins here: where its brackets are closed, or, for a plain one, before the next comma,
  /// bracket or space.
  std::size_t end_of_value() const {
    std::size_t depth = 0, i = 0;
    for (bool quoted = false; i < rest_.size(); ++i) {
      char c = rest_[i];
      if (quoted) {
        if (c == '\\') ++i;
        else if (c == '"') quoted = false;
        if (quoted || depth) continue;
        return i + 1;
      }
      if (c == '"') quoted = true;
      else if (c == '{' || c == '[') ++depth;
      else if ((c == '}' || c == ']') && depth && --depth == 0) return i + 1;
      else if (!depth && (c == ',' || c == ']' || c == '}' || kJsonSpace.find(c) != kJsonSpace.npos)) return std::max<std::size_t>(i, 1);
    }
    return rest_.size();
  }

  std::string_view pass(std::size_t n) {
    std::string_view text = rest_.substr(0, n);
    line_ += std::count(text.begin(), text.end(), '\n');
    rest_.remove_prefix(text.size());
    return text;
  }

  void skip_space() { pass(std::min(rest_.find_first_not_of(kJsonSpace), rest_.size())); }

  std::size_t whole_;
  std::string_view rest_;
  std::string file_;
  long line_ = 1;
};

class JsonRecords {
 public:
  JsonRecords(const std::string& file, const Mapping& mapping, const RecordSink& sink) : file_(file), mapping_(mapping), sink_(sink) {}

  /// A list within the list is read as if its elements stood in it: answers of several requests, gathered.
  void take(const Json& value) {
    if (!value.is_array()) return sink_(JsonRecord(value, nullptr, nullptr), ++count_);
    for (const auto& item : value) take(item);
  }

  /// The records of a value that stand at the mapping's path.
  void take_at_path(const Json& value, long line) {
    const Json* found = &value;
    std::vector<std::string_view> parts = split(mapping_.records, '.');
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (parts[i] == "*" && i + 1 == parts.size() && found->is_object()) break;
      if (!(found = step(found, parts[i])))
        throw InputError(file_, line, "has nothing at " + in_quotes(mapping_.records) + ", where the mapping finds the records",
                         "export again as the mapping's title says, or correct its 'records'");
    }
    if (found->is_array() || parts.back() == "*") for (const auto& item : *found) take(item);
    else take(*found);
  }

 private:
  const std::string& file_;
  const Mapping& mapping_;
  const RecordSink& sink_;
  long count_ = 0;
};

void read_list(JsonStream& stream, JsonRecords& records, const std::function<void()>& moved) {
  stream.take('[');
  if (stream.take(']')) return;
  for (;;) {
    if (stream.at_end()) stream.fail("ends within a list");
    records.take(stream.next());
    moved();
    if (stream.take(']')) return;
    if (!stream.take(',')) stream.fail(stream.at_end() ? "ends within a list" : "a comma is missing between two elements of the list");
  }
}

}  // namespace

void read_json_records(std::string_view content, const std::string& file, const Mapping& mapping, const RecordSink& sink, const ImportProgress& progress) {
  std::size_t whole = content.size(), count = 0;
  JsonStream stream(content, file);
  JsonRecords records(file, mapping, sink);
  auto moved = [&] { if (++count % 1024 == 0) progress(stream.done(), whole); };
  if (stream.at_end()) throw InputError(file, 0, "is empty", "export again");
  while (!stream.at_end()) {
    long line = stream.line();
    if (mapping.records.empty() && stream.at('[')) read_list(stream, records, moved);
    else if (mapping.records.empty()) records.take(stream.next());
    else records.take_at_path(stream.next(), line);
    moved();
  }
}

}  // namespace outdesk
