#include "monitor/monitoring_store.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/text.hpp"
#include "monitor/fact_rows.hpp"
#include "monitor/span_rules.hpp"
#include "store/chain.hpp"
#include "store/chains.hpp"
#include "store/key_length.hpp"

namespace outdesk {

namespace {

/// What the hash of a row covers; neither name nor body has a newline.
std::string sealed_fact(std::int64_t client, const FactRow& row, Instant entered, std::string_view by) {
  return join({std::to_string(client), row.kind, row.name, to_text(row.began), row.ended ? to_text(*row.ended) : "", row.body, to_text(entered), std::string(by)}, "\n");
}

FactRow fact_row(const Rows& rows) {
  return {std::string(rows.text(0)), std::string(rows.text(1)), rows.instant(2), rows.maybe_instant(3), std::string(rows.text(4))};
}

std::optional<FactRow> last_row(Db& db, std::int64_t client, const FactRow& told) {
  Rows rows = db.query("SELECT kind, name, began, ended, body FROM monitoring_fact WHERE client = $1 AND kind = $2 AND name = $3 ORDER BY id DESC LIMIT 1", client, told.kind, told.name);
  if (!rows.next()) return {};
  return fact_row(rows);
}

/// By source: what it told of.
using SourceSpans = std::map<std::string, Spans>;

/// What some source told of, without the times that another one left out after its first answer.
Spans told_by_all(const SourceSpans& sources) {
  Spans all;
  for (const auto& [source, spans] : sources) all.insert(all.end(), spans.begin(), spans.end());
  const Spans any = merged_spans(std::move(all));
  Spans common = any;
  for (const auto& [source, spans] : sources) {
    Spans own = merged_spans(spans);
    if (own.empty()) continue;
    own.push_back({any.front().from, own.front().from});  // before its first answer it left nothing out
    common = in_both(common, merged_spans(std::move(own)));
  }
  return common;
}

/// Reads rows of one client and sums up those that count.
class RecordReader {
 public:
  RecordReader(Db& db, std::int64_t client, Period period, std::optional<Instant> as_of) : db_(db), client_(client), period_(period), as_of_(as_of) {}

  MonitoringRecord read(bool values) && {
    read_spans();
    each_touching("problem", [&](const FactRow& row) { record_.problems.push_back({problem_of(row), until(row)}); });
    leave_out_listed_twins();
    each_touching("stop", [&](const FactRow& row) { record_.stops.push_back({stop_of(row), until(row)}); });
    if (values) each_touching("value", [&](const FactRow& row) { record_.values.push_back(value_of(row)); });
    std::stable_sort(record_.problems.begin(), record_.problems.end(), [](const auto& a, const auto& b) { return a.problem.began < b.problem.began; });
    std::stable_sort(record_.stops.begin(), record_.stops.end(), [](const auto& a, const auto& b) { return a.stop.began < b.stop.began; });
    std::stable_sort(record_.values.begin(), record_.values.end(), [](const auto& a, const auto& b) { return std::tie(a.host, a.item, a.from) < std::tie(b.host, b.item, b.from); });
    record_.sum = sum_.finish();
    return std::move(record_);
  }

 private:
  /// The last rows of this kind, by name; those that began before the time where one is given.
  Rows last_rows(const char* kind, std::optional<Instant> before) {
    return db_.query("SELECT kind, name, began, ended, body FROM monitoring_fact WHERE ($3 IS NULL OR began < $3) AND id IN "
                     "(SELECT max(id) FROM monitoring_fact WHERE client = $1 AND kind = $2 AND ($4 IS NULL OR entered <= $4) GROUP BY name) ORDER BY name",
                     client_, kind, before, as_of_);
  }

  void count(const FactRow& row) {
    sum_.add(join({row.kind, row.name, to_text(row.began), row.ended ? "ended" : "open", to_text(until(row)), row.body}, "\n")).add("\n");
    ++record_.records;
  }

  /// All spans: one that ended before the period tells since when there are no data, and one that began after it what was still
  /// open then.
  void read_spans() {
    SourceSpans told;
    std::set<std::string> listed, hosts, services;
    bool all_list_hosts = true;
    Rows rows = last_rows("span", {});
    while (rows.next()) {
      FactRow row = fact_row(rows);
      AnswerSpan span = span_of(row);
      note_open(span);
      listed.insert(span.hosts.begin(), span.hosts.end());
      if (span.covered.from >= period_.to) continue;
      count(row);
      told[span.source].push_back(span.covered);
      if (span.covered.to <= period_.from) continue;
      all_list_hosts = all_list_hosts && !span.hosts.empty();
      hosts.insert(span.hosts.begin(), span.hosts.end());
      services.insert(span.services.begin(), span.services.end());
    }
    if (!all_list_hosts) add_known_hosts(listed, hosts);
    record_.covered = told_by_all(told);
    record_.hosts.assign(hosts.begin(), hosts.end());
    record_.services.assign(services.begin(), services.end());
  }

  void note_open(const AnswerSpan& span) {
    for (const std::string& name : span.open) {
      auto [known, is_new] = open_until_.emplace(name, span.covered.to);
      if (!is_new) known->second = std::max(known->second, span.covered.to);
    }
  }

  void add_known_hosts(const std::set<std::string>& listed, std::set<std::string>& hosts) {
    hosts.insert(listed.begin(), listed.end());
    Rows rows = db_.query("SELECT kind, name, began, ended, body FROM monitoring_fact WHERE client = $1 AND kind = 'problem' AND ($2 IS NULL OR entered <= $2) ORDER BY id", client_, as_of_);
    while (rows.next())
      if (std::string host = problem_of(fact_row(rows)).host; !host.empty()) hosts.insert(std::move(host));
    for (const std::string& host : hosts) sum_.add(host).add("\n");
  }

  /// A problem of the frontend's list has no id there: told by the interface too, it is the same problem.
  void leave_out_listed_twins() {
    auto is_listed = [](const KnownProblem& known) { return known.problem.id.starts_with("list-"); };
    std::set<std::tuple<std::string, std::string, Instant>> told;
    for (const KnownProblem& known : record_.problems)
      if (!is_listed(known)) told.emplace(known.problem.host, known.problem.name, known.problem.began);
    std::erase_if(record_.problems, [&](const KnownProblem& known) { return is_listed(known) && told.count({known.problem.host, known.problem.name, known.problem.began}) > 0; });
  }

  template <class Use>
  void each_touching(const char* kind, Use use) {
    Rows rows = last_rows(kind, period_.to);
    while (rows.next()) {
      FactRow row = fact_row(rows);
      if (until(row) <= period_.from) continue;
      count(row);
      use(row);
    }
  }

  Instant until(const FactRow& row) const {
    if (row.ended) return *row.ended;
    auto open = open_until_.find(row.name);
    return open == open_until_.end() ? row.began : open->second;
  }

  Db& db_;
  std::int64_t client_;
  Period period_;
  std::optional<Instant> as_of_;
  std::map<std::string, Instant> open_until_;
  MonitoringRecord record_;
  Sha256 sum_;
};

}  // namespace

MonitoringReceipt keep_monitoring(Db& db, std::int64_t client, const MonitoringFacts& facts, Instant now, const std::string& by) {
  MonitoringReceipt receipt;
  Digest hash = last_hash(db, Chain::monitoring);
  for (FactRow& row : rows_of(facts)) {
    std::optional<FactRow> known = last_row(db, client, row);
    if (known) row = with_what_is_known(std::move(row), *known, facts.covered.to);
    if (known && known->began == row.began && known->ended == row.ended && known->body == row.body) {
      ++receipt.known;
      continue;
    }
    refuse_long_key("the name of the fact " + in_quotes(fitted(row.name, 40)), row.kind, row.name);
    hash = chained(hash, sealed_fact(client, row, now, by));
    db.run("INSERT INTO monitoring_fact (client, kind, name, began, ended, body, entered, entered_by, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
           client, row.kind, row.name, row.began, row.ended, row.body, now, by, hash);
    ++receipt.written;
  }
  return receipt;
}

MonitoringRecord monitoring_of(Db& db, std::int64_t client, Period period, std::optional<Instant> as_of, bool values) {
  return RecordReader(db, client, period, as_of).read(values);
}

std::vector<std::string> monitoring_damage(Db& db) {
  std::vector<std::string> found;
  Digest tail{};
  Rows rows = db.query("SELECT kind, name, began, ended, body, client, entered, entered_by, hash, id FROM monitoring_fact ORDER BY id");
  while (rows.next()) {
    FactRow row = fact_row(rows);
    Digest stored = digest_of(rows.blob(8));
    if (chained(tail, sealed_fact(rows.integer(5), row, rows.instant(6), rows.text(7))) != stored)
      found.push_back("monitoring fact " + std::to_string(rows.integer(9)) + " (" + printable(row.kind) + " " + in_quotes(row.name) + ") was changed, or one before it is missing");
    tail = stored;
  }
  return found;
}

}  // namespace outdesk
