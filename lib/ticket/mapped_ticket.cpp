#include "ticket/mapped_ticket.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostJoined = 1u << 20;

/// Takes a value as the type that its field has.  A length of no seconds is left out: nothing was spent.
void set_field(Fields& fields, const std::string& name, std::string value) {
  bool number = name == "seconds" || name == "score", flag = name == "planned" || name == "billable" || name == "public" || name == "auto";
  auto count = parse_count(value);
  if (name == "seconds" && count == 0) return;
  if (number && count) fields.set(name, *count);
  else if (flag && (value == "true" || value == "false")) fields.set(name, value == "true");
  else fields.set(name, may_have_lines(name) ? value : in_one_line(std::move(value)));
}

}  // namespace

void MappedTickets::begin(const std::string& key) {
  key_ = key;
  made_ = 0;
}

void MappedTickets::make(EventKind kind, Instant at, std::string by, Fields fields, long line) {
  bool nobody = kind == EventKind::assigned && !fields.has("to") && !fields.has("line");
  if (auto missing = nobody ? "to" : missing_field(kind, fields); !missing.empty())
    return receipt_.skip("an event '" + std::string(name_of(kind)) + "' without '" + std::string(missing) + "'", line);
  Event event;
  event.kind = kind;
  event.at = event.entered = at;
  event.by = by.empty() ? "system" : in_one_line(std::move(by));
  event.fields = std::move(fields);
  ++made_;
  sink_({file_.client, key_, checked_event(std::move(event), file_.name, line)}, line);
}

Fields MappedTickets::fields_of(const MappedRecord& record, const EventSource& source) const {
  Fields fields;
  for (const auto& [name, value_source] : source.fields)
    if (std::string value = record.value(value_source); !value.empty()) set_field(fields, name, std::move(value));
  return fields;
}

MappedTickets::Happening MappedTickets::created_of(const MappedRecord& record, Instant at) const {
  Fields fields = fields_of(record, *mapping_.created);
  if (std::string priority = record.value(mapping_.priority); !priority.empty()) fields.set("priority", in_one_line(std::move(priority)));
  if (!fields.has("priority")) fields.set("priority", "?");
  if (!fields.has("subject")) fields.set("subject", "(no subject)");
  return {&*mapping_.created, at, record.value(mapping_.created->by), "", std::move(fields), "", record.line()};
}

Instant MappedTickets::create(const MappedRecord& record, Instant otherwise) {
  auto opened = record.instant(mapping_.created->at);
  if (!opened) receipt_.remark("the time of opening is not known: the row's time was taken", record.line());
  Happening created = created_of(record, opened.value_or(otherwise));
  make(EventKind::created, created.at, created.by, std::move(created.fields), record.line());
  return created.at;
}

void MappedTickets::add(std::vector<Happening>& found, const MappedRecord& record, const EventSource& source) const {
  if (!record.holds(source.when)) return;
  auto at = record.instant(source.at);
  if (!at) {
    if (!source.each.empty()) receipt_.skip("an element of " + in_quotes(source.each) + " without a time", record.line());
    return;
  }
  Happening event{&source, *at, record.value(source.by), "", {}, "", record.line()};
  if (source.is_state) event.state = record.value(source.state);
  else event.fields = fields_of(record, source);
  if (!mapping_.join_field.empty()) event.joined = event.fields.text(mapping_.join_field);
  found.push_back(std::move(event));
}

void MappedTickets::gather(std::vector<Happening>& found, const MappedRecord& record, const EventSource& source) const {
  if (source.each.empty()) return add(found, record, source);
  for (const auto& element : record.raw().each(source.each)) {
    std::string room;
    std::shared_ptr<const ExportRecord> part = element;
    if (!source.split_by.empty()) part = split_record(element->value(".", room), source, record.raw());
    add(found, record.of(*part), source);
  }
}

void MappedTickets::gather(Gathered& ticket, const MappedRecord& record, bool first_row) {
  for (const auto& source : mapping_.events) {
    if (source.of == EventSource::Of::first && !first_row) continue;
    std::vector<Happening> found;
    gather(found, record, source);
    if (source.of == EventSource::Of::last) {
      if (!found.empty()) ticket.last[&source] = std::move(found.back());
    } else {
      std::move(found.begin(), found.end(), std::back_inserter(ticket.events));
    }
  }
}

void MappedTickets::take_whole(const std::string& key, const MappedRecord& record) {
  auto opened = record.instant(mapping_.created->at);
  if (!opened) return receipt_.skip("no time in " + in_words(mapping_.created->at, "created.at"), record.line());
  Gathered ticket;
  ticket.key = key;
  ticket.created = created_of(record, *opened);
  gather(ticket, record, true);
  tell(ticket);
}

bool MappedTickets::joins(const std::string& key, const MappedRecord& record) {
  if (mapping_.join_by.empty()) return false;
  std::string group = record.cell(mapping_.join_by);
  if (!group.empty() && open_.ticket && open_.key == key && open_.group == group) {
    std::string text = record.cell(mapping_.join_column);
    for (std::size_t i = open_.first; i < open_.ticket->events.size() && !text.empty(); ++i) {
      std::string& joined = open_.ticket->events[i].joined;
      if (joined.size() + text.size() > kMostJoined)
        throw InputError(file_.name, record.line(), "the rows of " + in_quotes(group) + " have more than 1 MiB of text together", "check 'join' of the mapping");
      joined += (joined.empty() ? "" : mapping_.join_with) + text;
    }
    return true;
  }
  open_ = {key, group, nullptr, 0};
  return false;
}

void MappedTickets::take_row(const std::string& key, const MappedRecord& record) {
  if (joins(key, record)) return;
  auto [place, fresh] = by_key_.try_emplace(key, nullptr);
  if (fresh) {
    tickets_.push_back(std::make_unique<Gathered>());
    place->second = tickets_.back().get();
    place->second->key = key;
    place->second->first_line = record.line();
  }
  Gathered& ticket = *place->second;
  ++ticket.rows;
  if (mapping_.created && !ticket.created)
    if (auto opened = record.instant(mapping_.created->at)) ticket.created = created_of(record, *opened);
  open_.ticket = &ticket;
  open_.first = ticket.events.size();
  gather(ticket, record, fresh);
  if (ticket.events.size() == open_.first && !(fresh && ticket.created) && ticket.last.empty())
    receipt_.skip("nothing that the mapping reads", record.line());
}

void MappedTickets::finish() {
  for (auto& ticket : tickets_) tell(*ticket);
  tickets_.clear();
  by_key_.clear();
  open_ = {};
}

void MappedTickets::tell(Gathered& ticket) {
  if (mapping_.created && !ticket.created) {
    for (long i = 0; i < ticket.rows; ++i) receipt_.skip("a ticket without a time in " + in_words(mapping_.created->at, "created.at"), ticket.first_line);
    return;
  }
  begin(ticket.key);
  for (auto& [source, event] : ticket.last) ticket.events.push_back(std::move(event));
  std::stable_sort(ticket.events.begin(), ticket.events.end(), [](const Happening& a, const Happening& b) { return a.at < b.at; });
  if (ticket.created) make(EventKind::created, ticket.created->at, ticket.created->by, ticket.created->fields, ticket.created->line);
  Standing standing;
  for (Happening& event : ticket.events) {
    bool early = ticket.created && event.at < ticket.created->at;
    if (early) receipt_.remark("a time before the ticket was opened: the time of opening was taken", event.line);
    if (!mapping_.join_field.empty() && !event.joined.empty()) event.fields.set(mapping_.join_field, event.joined);
    Instant at = early ? ticket.created->at : event.at;
    if (event.source->is_state) tell_state(event, at, standing);
    else tell_event(event, at, standing);
  }
}

void MappedTickets::tell_event(const Happening& event, Instant at, Standing& standing) {
  EventKind kind = event.source->kind;
  if (kind == EventKind::assigned) standing.assigned_at = at;
  standing.take(kind, event.fields);
  make(kind, at, event.by, event.fields, event.line);
}

void MappedTickets::tell_state(const Happening& event, Instant at, Standing& standing) {
  const auto& words = event.source->state.words;
  bool known = std::any_of(words.begin(), words.end(), [&](const auto& word) { return word.second == event.state; });
  if (!known) return;  // value() has counted the word
  for (auto& step : standing.go_to(event.state, false, standing.assigned_at == at)) make(step.kind, at, event.by, std::move(step.fields), event.line);
}

}  // namespace outdesk
