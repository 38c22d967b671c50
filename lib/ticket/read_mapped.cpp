// Records of another system's export as journal lines.
#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/encoding.hpp"
#include "ticket/mapped_record.hpp"
#include "ticket/mapped_ticket.hpp"
#include "ticket/state_step_rules.hpp"

namespace outdesk {

namespace {

/// What the row before said of a ticket.
struct Before : TicketStanding {
  bool created = false;
  Instant received, at;
  std::string priority, reopen_count;
};

class Converter {
 public:
  Converter(const MappedFile& file, ImportReceipt& receipt, const LineSink& sink)
      : file_(file), mapping_(file.mapping), receipt_(receipt), tickets_(file, receipt, sink) {}

  void take(const ExportRecord& raw, long number) {
    ++receipt_.rows;
    MappedRecord record(mapping_, raw, file_.name, number, receipt_);
    auto key = key_of(record);
    if (!key) return;
    if (mapping_.rows == Mapping::Rows::states) take_state(*key, record, before_[*key]);
    else if (mapping_.rows == Mapping::Rows::tickets) tickets_.take_whole(*key, record);
    else tickets_.take_row(*key, record);
  }

  void finish() { tickets_.finish(); }

 private:
  std::optional<std::string> key_of(MappedRecord& record) {
    if (!mapping_.ticket) return key_by_id(record);
    std::string key = record.value(*mapping_.ticket);
    if (key.empty()) {
      receipt_.skip("no ticket in " + in_words(*mapping_.ticket, "ticket"), record.line());
      return {};
    }
    if (auto why = not_a_ticket_key(key); !why.empty())
      throw InputError(file_.name, record.line(), "ticket " + in_quotes(key) + ": " + why);
    if (std::string id = record.value(mapping_.id); !id.empty() && file_.ids) (*file_.ids)[id] = {key, requester_in(record)};
    return key;
  }

  std::string requester_in(const MappedRecord& record) const {
    if (!mapping_.created) return {};
    auto source = mapping_.created->fields.find("requester");
    return source == mapping_.created->fields.end() ? "" : record.value(source->second);
  }

  std::optional<std::string> key_by_id(MappedRecord& record) {
    if (!file_.ids || file_.ids->empty())
      throw InputError(file_.name, 0, "its records name tickets by a number that only the export of the tickets explains",
                       "give that file first, in the same run: --map TICKETS --map " + printable(file_.mapping_name) + " TICKETS.json " + printable(file_.name));
    std::string id = record.value(*mapping_.id);
    auto known = file_.ids->find(id);
    if (known != file_.ids->end()) {
      record.set_requester(known->second.requester);
      return known->second.key;
    }
    receipt_.skip(id.empty() ? "no ticket in " + in_words(*mapping_.id, "id") : "a ticket that the files read before do not have", record.line());
    return {};
  }

  void take_state(const std::string& key, const MappedRecord& record, Before& before) {
    auto at = record.instant(mapping_.at);
    if (!at) return receipt_.skip("no time in " + in_words(mapping_.at, "at"), record.line());
    tickets_.begin(key);
    if (!before.created) {
      before.received = before.at = tickets_.create(record, *at);
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
    if (!tickets_.made()) receipt_.skip("nothing changed that the mapping reads", record.line());
  }

  void make(const MappedRecord& record, EventKind kind, const Before& before, const std::string& by, Fields fields) {
    tickets_.make(kind, before.at, by, std::move(fields), record.line());
  }

  void compare_priority(const MappedRecord& record, Before& before, const std::string& by) {
    std::string now = record.value(mapping_.priority);
    if (now.empty() || now == before.priority) return;
    make(record, EventKind::priority, before, by, Fields().set("to", now));
    before.priority = now;
  }

  bool compare_assignment(const MappedRecord& record, Before& before, const std::string& by) {
    std::string to = record.value(mapping_.to), line = record.value(mapping_.line);
    Fields fields;
    if (!to.empty() && to != before.to) fields.set("to", before.to = to);
    if (!line.empty() && line != before.line) fields.set("line", before.line = line);
    if (fields == Fields()) return false;
    make(record, EventKind::assigned, before, by, std::move(fields));
    return true;
  }

  void compare_state(const MappedRecord& record, Before& before, const std::string& by, bool assigned) {
    std::string word = record.cell(mapping_.state->column);
    auto known = mapping_.state->words.find(word);
    if (known == mapping_.state->words.end())
      return receipt_.remark("a state that the mapping does not know: " + in_quotes(word), record.line());
    const std::string& now = known->second;
    std::string count = mapping_.reopen_count.empty() ? "" : record.cell(mapping_.reopen_count);
    bool again = parse_count(count).value_or(0) > parse_count(before.reopen_count).value_or(0);
    before.reopen_count = count.empty() ? before.reopen_count : count;
    for (auto& step : before.go_to(now, again, assigned)) make(record, step.kind, before, by, std::move(step.fields));
  }

  const MappedFile& file_;
  const Mapping& mapping_;
  ImportReceipt& receipt_;
  MappedTickets tickets_;
  std::unordered_map<std::string, Before> before_;
};

bool looks_like_json(std::string_view content) {
  std::size_t first = content.find_first_not_of(" \t\r\n");
  return first != content.npos && (content[first] == '{' || content[first] == '[');
}

bool is_utf16(std::string_view content) {
  return content.starts_with("\xFF\xFE") || content.starts_with("\xFE\xFF") || (content.size() > 3 && !content[1] && !content[3]);
}

/// The text of the file in UTF-8: a view of it as it is, or of `room`.
std::string_view in_utf8(const MappedFile& file, std::string_view content, std::string& room) {
  if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
  if (is_utf16(content)) return room = utf8_of(content);
  if (file.mapping.encoding.empty() || invalid_utf8(content) == content.npos) return content;
  return room = decoded(content, file.mapping.encoding);
}

/// Throws where the file is a table and the mapping reads JSON, or the other way round.
void check_form(const MappedFile& file, bool json) {
  using Form = Mapping::Form;
  Form form = file.mapping.form;
  if (form == Form::by_content || (form == Form::json) == json) return;
  throw InputError(file.name, 0, json ? "is JSON, and the mapping reads rows" : "is no JSON, and the mapping reads JSON", "choose the mapping of this export with --map");
}

}  // namespace

void read_mapped(std::string_view content, const MappedFile& file, ImportReceipt& receipt, const LineSink& sink, const ImportProgress& progress) {
  std::string room;
  content = in_utf8(file, content, room);
  bool json = looks_like_json(content);
  if (!content.empty()) check_form(file, json);
  Converter converter(file, receipt, sink);
  auto take = [&](const ExportRecord& record, long number) { converter.take(record, number); };
  if (json) read_json_records(content, file.name, file.mapping, take, progress);
  else read_csv_records(content, file.name, file.mapping, take, progress);
  converter.finish();
}

void read_mapped(const std::vector<CellTable>& sheets, const MappedFile& file, ImportReceipt& receipt, const LineSink& sink, const ImportProgress& progress) {
  check_form(file, false);
  Converter converter(file, receipt, sink);
  read_sheet_records(sheets, file.name, file.mapping, [&](const ExportRecord& record, long number) { converter.take(record, number); }, progress);
  converter.finish();
}

}  // namespace outdesk
