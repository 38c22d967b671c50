// Rows of another system's export as journal lines.
#include "base/error.hpp"
#include "base/text.hpp"
#include "input/csv.hpp"
#include "ticket/import.hpp"

namespace outdesk {

namespace {

/// The columns of an export, by name.
class Header {
 public:
  Header(const std::vector<std::string_view>& names, std::string file) : file_(std::move(file)) {
    for (std::size_t i = 0; i < names.size(); ++i) index_.emplace(trimmed(names[i]), i);
  }
  std::size_t size() const { return index_.size(); }
  std::size_t at(const std::string& name) const {
    auto it = index_.find(name);
    if (it != index_.end()) return it->second;
    std::vector<std::string> known;
    for (const auto& [column, i] : index_) known.push_back(column);
    std::string near = nearest(name, known);
    throw InputError(file_, 1, "the export has no column " + in_quotes(name) + ", which the mapping reads",
                     near.empty() ? "columns: " + printable(join(known, ", ")) : "did you mean " + in_quotes(near) + "?");
  }

 private:
  std::map<std::string, std::size_t> index_;
  std::string file_;
};

/// One record, read through the mapping.
class Record {
 public:
  Record(const Mapping& mapping, const Header& header, const std::vector<std::string_view>& cells, long line, ImportReceipt& receipt)
      : mapping_(mapping), header_(header), cells_(cells), line_(line), receipt_(receipt) {}

  long line() const { return line_; }

  /// The cell, made storable; empty where it means "not known".
  std::string cell(const std::string& column) const {
    std::size_t i = header_.at(column);
    std::string_view raw = i < cells_.size() ? trimmed(cells_[i]) : "";
    if (raw.empty() || mapping_.unknown.count(std::string(raw))) return {};
    if (unstorable(raw, true).empty()) return std::string(raw);
    receipt_.remark("bytes that cannot be kept became U+FFFD in column " + in_quotes(column), line_);
    return storable(raw, true);
  }

  std::optional<Instant> instant(const std::string& column) const {
    std::string text = cell(column);
    if (text.empty()) return {};
    auto instant = mapped_instant(mapping_, text);
    if (!instant) receipt_.remark("a time in column " + in_quotes(column) + " that the mapping cannot read: " + in_quotes(text), line_);
    return instant;
  }

  std::string value(const ValueSource& source) const {
    if (!source.pieces.empty()) return filled(source.pieces);
    if (source.column.empty()) return source.text;
    std::string text = cell(source.column);
    if (text.empty() || source.words.empty()) return text;
    auto word = source.words.find(text);
    if (word != source.words.end()) return word->second;
    receipt_.remark("a word that the mapping does not know in column " + in_quotes(source.column) + ": " + in_quotes(text), line_);
    return source.otherwise.value_or(text);
  }

  std::string value(const std::optional<ValueSource>& source) const { return source ? value(*source) : ""; }

 private:
  std::string filled(const std::vector<std::string>& pieces) const {
    std::string out;
    bool column = false;
    for (const auto& piece : pieces) {
      std::string text = column ? cell(piece) : piece;
      out += column && text.empty() ? "?" : text;
      column = !column;
    }
    return replaced(std::move(out), "\n", " ");
  }

  const Mapping& mapping_;
  const Header& header_;
  const std::vector<std::string_view>& cells_;
  long line_;
  ImportReceipt& receipt_;
};

/// Fields that may hold several lines (outdesk-journal(5)).
bool is_body(const std::string& name) {
  return name == "body" || name == "solution" || name == "comment" || name == "finding" || name == "action";
}

std::string in_one_line(std::string text) { return replaced(replaced(std::move(text), "\n", " "), "\t", " "); }

/// What the row before said of a ticket.
struct Before {
  bool created = false;
  Instant received, at;
  std::string state = "new", priority, to, line, reopen_count;
};

class Converter {
 public:
  Converter(const Mapping& mapping, const std::string& file, const std::string& client, ImportReceipt& receipt, const LineSink& sink)
      : mapping_(mapping), file_(file), client_(client), receipt_(receipt), sink_(sink) {}

  void take(const Record& record) {
    std::string key = record.cell(mapping_.ticket);
    if (key.empty()) return receipt_.skip("no ticket in column " + in_quotes(mapping_.ticket), record.line());
    if (auto why = not_a_ticket_key(key); !why.empty())
      throw InputError(file_, record.line(), "ticket " + in_quotes(key) + ": " + why);
    key_ = key;
    made_ = 0;
    if (mapping_.states) take_state(record, before_[key]);
    else take_ticket(record);
  }

 private:
  void make(const Record& record, EventKind kind, Instant at, std::string by, Fields fields) {
    Event event;
    event.kind = kind;
    event.at = event.entered = at;
    event.by = by.empty() ? "system" : in_one_line(std::move(by));
    event.fields = std::move(fields);
    ++made_;
    sink_({client_, key_, checked_event(std::move(event), file_, record.line())}, record.line());
  }

  Fields fields_of(const Record& record, const EventSource& source) const {
    Fields fields;
    for (const auto& [name, value_source] : source.fields) {
      std::string value = record.value(value_source);
      if (value.empty()) continue;
      bool number = name == "seconds" || name == "score", flag = name == "planned" || name == "billable" || name == "public";
      auto count = parse_count(value);
      if (number && count) fields.set(name, *count);
      else if (flag && (value == "true" || value == "false")) fields.set(name, value == "true");
      else fields.set(name, is_body(name) ? value : in_one_line(std::move(value)));
    }
    return fields;
  }

  Instant create(const Record& record, Instant otherwise) {
    auto opened = record.instant(mapping_.created.at);
    if (!opened) receipt_.remark("the time of opening is not known: the row's time was taken", record.line());
    Fields fields = fields_of(record, mapping_.created);
    if (std::string priority = record.value(mapping_.priority); !priority.empty()) fields.set("priority", priority);
    if (!fields.has("priority")) fields.set("priority", "?");
    if (!fields.has("subject")) fields.set("subject", "(no subject)");
    Instant at = opened.value_or(otherwise);
    make(record, EventKind::created, at, record.value(mapping_.created.by), std::move(fields));
    return at;
  }

  void take_ticket(const Record& record) {
    if (!record.instant(mapping_.created.at))
      return receipt_.skip("no time in column " + in_quotes(mapping_.created.at), record.line());
    Instant received = create(record, Instant{});
    std::vector<std::pair<Instant, const EventSource*>> events;
    for (const auto& source : mapping_.events)
      if (auto at = record.instant(source.at)) events.emplace_back(*at, &source);
    std::stable_sort(events.begin(), events.end(), [](auto& a, auto& b) { return a.first < b.first; });
    for (auto& [at, source] : events) {
      if (at < received) receipt_.remark("a time before the ticket was opened: the time of opening was taken", record.line());
      make(record, source->kind, std::max(at, received), record.value(source->by), fields_of(record, *source));
    }
  }

  void take_state(const Record& record, Before& before) {
    auto at = record.instant(mapping_.at);
    if (!at) return receipt_.skip("no time in column " + in_quotes(mapping_.at), record.line());
    if (!before.created) {
      before.received = before.at = create(record, *at);
      before.created = true;
      before.priority = record.value(mapping_.priority);
      before.reopen_count = mapping_.reopen_count.empty() ? "" : record.cell(mapping_.reopen_count);
    }
    if (*at < before.received) receipt_.remark("a row before the ticket was opened: the time of opening was taken", record.line());
    else if (*at < before.at) receipt_.remark("a row that goes back in time: the time of the row before it was taken", record.line());
    before.at = std::max(*at, before.at);
    std::string by = record.value(mapping_.by);
    compare_priority(record, before, by);
    bool assigned = compare_assignment(record, before, by);
    compare_state(record, before, by, assigned);
    if (!made_) receipt_.skip("nothing changed that the mapping reads", record.line());
  }

  void compare_priority(const Record& record, Before& before, const std::string& by) {
    std::string now = record.value(mapping_.priority);
    if (now.empty() || now == before.priority) return;
    make(record, EventKind::priority, before.at, by, Fields().set("to", now));
    before.priority = now;
  }

  bool compare_assignment(const Record& record, Before& before, const std::string& by) {
    std::string to = record.value(mapping_.to), line = record.value(mapping_.line);
    Fields fields;
    if (!to.empty() && to != before.to) fields.set("to", before.to = to);
    if (!line.empty() && line != before.line) fields.set("line", before.line = line);
    if (fields == Fields()) return false;
    make(record, EventKind::assigned, before.at, by, std::move(fields));
    return true;
  }

  void compare_state(const Record& record, Before& before, const std::string& by, bool assigned) {
    std::string word = record.cell(mapping_.state->column);
    auto known = mapping_.state->words.find(word);
    if (known == mapping_.state->words.end())
      return receipt_.remark("a state that the mapping does not know: " + in_quotes(word), record.line());
    const std::string& now = known->second;
    std::string count = mapping_.reopen_count.empty() ? "" : record.cell(mapping_.reopen_count);
    bool counted = parse_count(count).value_or(0) > parse_count(before.reopen_count).value_or(0);
    before.reopen_count = count.empty() ? before.reopen_count : count;
    bool ended = before.state == "resolved" || before.state == "closed";
    if (now == before.state && !(counted && ended)) return;
    bool closes = now == "closed" && before.state == "resolved" && !counted;
    if (ended && !closes) make(record, EventKind::reopened, before.at, by, {});
    enter_state(record, before, now, ended, by, assigned);
    before.state = now;
  }

  void enter_state(const Record& record, const Before& before, const std::string& now, bool ended, const std::string& by, bool assigned) {
    if (now == "resolved") return make(record, EventKind::resolved, before.at, by, {});
    if (now == "closed") return make(record, EventKind::closed, before.at, by, {});
    if (now.rfind("waiting ", 0) == 0)
      return make(record, EventKind::waiting, before.at, by, Fields().set("reason", now.substr(8)));
    if (ended) return;
    if (before.state.rfind("waiting ", 0) == 0) return make(record, EventKind::resumed, before.at, by, {});
    if (now != "open" || assigned) return;
    if (!before.to.empty()) make(record, EventKind::assigned, before.at, by, Fields().set("to", before.to));
    else if (!before.line.empty()) make(record, EventKind::assigned, before.at, by, Fields().set("line", before.line));
  }

  const Mapping& mapping_;
  const std::string& file_;
  const std::string& client_;
  ImportReceipt& receipt_;
  const LineSink& sink_;
  std::unordered_map<std::string, Before> before_;
  std::string key_;
  int made_ = 0;
};

}  // namespace

void read_mapped(std::string_view content, const std::string& file, const std::string& client, const Mapping& mapping,
                 ImportReceipt& receipt, const LineSink& sink, const ImportProgress& progress) {
  CsvReader reader(content, mapping.delimiter, file);
  std::vector<std::string_view> cells;
  if (!reader.next(cells)) throw InputError(file, 0, "is empty", "export again with a header row");
  Header header(cells, file);
  Converter converter(mapping, file, client, receipt, sink);
  std::size_t names = cells.size(), done = 0;
  while (reader.next(cells)) {
    ++receipt.rows;
    if (cells.size() != names)
      throw InputError(file, reader.line(), "has " + std::to_string(cells.size()) + " cells, and the header has " + std::to_string(names),
                       "check the delimiter and the quotes");
    converter.take(Record(mapping, header, cells, reader.line(), receipt));
    for (auto cell : cells) done += cell.size() + 1;
    if (receipt.rows % 4096 == 0) progress(done, content.size());
  }
}

}  // namespace outdesk
