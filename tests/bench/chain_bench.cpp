// chain_bench FOLDER   what the chain costs a line of the journal: lines in one transaction and one by one, with and without.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

#include "store/chain.hpp"
#include "store/store.hpp"
#include "ticket/journal_line.hpp"

using namespace outdesk;

namespace {

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// What the ticket room writes for a line; without the chain the same row with empty hashes.
class Appender {
 public:
  Appender(Db& db, bool chain) : db_(db), chain_(chain) {}
  void append(std::int64_t number) {
    Event event;
    event.at = event.entered = Instant{1'700'000'000 + number};
    event.by = "belov";
    event.kind = EventKind::message;
    event.fields.set("body", "The printer on the second floor was looked at; its roller is worn and was ordered, " + std::to_string(number)).set("from", "engineer");
    Digest hash{};
    if (chain_) hash = chained(tail_, canonical_line({"acme", "T-2026-00001", event}));
    db_.run("INSERT INTO journal (ticket, at, entered, by_whom, event, fields, prev, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            1, event.at, event.entered, event.by, name_of(event.kind), event.fields.str(), tail_, hash);
    tail_ = hash;
  }

 private:
  Db& db_;
  bool chain_;
  Digest tail_{};
};

Store fresh_store(const std::string& folder, const std::string& name) {
  Store store = Store::open_to_write(folder + "/" + name);
  Transaction transaction(store.db());
  store.db().run("INSERT INTO client (key) VALUES ('acme')");
  store.db().run("INSERT INTO ticket (client, key, owner, state, waiting_for, priority, subject, subject_folded, requester, kind, channel, line, "
                 "assignee, category, asset, received, updated) VALUES (1, 'T-2026-00001', 1, 'new', '', '', '', '', '', '', '', '', '', '', '', 0, 0)");
  transaction.commit();
  return store;
}

double in_one(const std::string& folder, const std::string& name, bool chain, std::int64_t lines) {
  Store store = fresh_store(folder, name);
  double before = cpu_seconds();
  Transaction transaction(store.db());
  Appender appender(store.db(), chain);
  for (std::int64_t i = 0; i < lines; ++i) appender.append(i);
  transaction.commit();
  return (cpu_seconds() - before) * 1e6 / static_cast<double>(lines);
}

double durable_append(Store& store, Appender& appender, std::int64_t number) {
  auto start = std::chrono::steady_clock::now();
  Transaction transaction(store.db());
  appender.append(number);
  transaction.commit();
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> took) {
  std::sort(took.begin(), took.end());
  return took[took.size() / 2];
}

/// By turns, so that both meet the same disk.
void one_by_one(const std::string& folder, std::int64_t lines) {
  Store bare = fresh_store(folder, "c.db"), chained = fresh_store(folder, "d.db");
  Appender without(bare.db(), false), with(chained.db(), true);
  std::vector<double> took_without, took_with;
  for (std::int64_t i = 0; i < lines; ++i) {
    took_without.push_back(durable_append(bare, without, i));
    took_with.push_back(durable_append(chained, with, i));
  }
  std::printf("durable lines one by one, median: %.0f us without the chain, %.0f us with it\n", median(took_without), median(took_with));
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return std::fprintf(stderr, "usage: chain_bench FOLDER (empty)\n"), 2;
  for (int round = 1; round <= 3; ++round) {
    std::string folder = arguments[1] + std::string("/") + std::to_string(round);
    std::printf("lines in one transaction, CPU of each: %.2f us without the chain, %.2f us with it\n", in_one(folder, "a.db", false, 200'000), in_one(folder, "b.db", true, 200'000));
    one_by_one(folder, 2'000);
  }
}
