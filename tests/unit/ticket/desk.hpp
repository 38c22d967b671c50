// A store with one or two clients, and journal lines written shortly.
#pragma once

#include "../refusal.hpp"
#include "../temp_folder.hpp"
#include "base/error.hpp"
#include "store/store.hpp"
#include "ticket/import.hpp"

namespace outdesk {

inline Instant at(const std::string& text) { return *parse_instant(text); }

inline void ignore_progress(std::size_t, std::size_t) {}

struct Desk {
  TempFolder folder;
  Store store = Store::open_to_write(folder / "outdesk.db");
  Db& db = store.db();
  Desk() {
    for (const char* key : {"acme", "romashka"}) db.run("INSERT INTO client (key) VALUES ($1)", key);
  }

  /// Imports JSON lines as the command does: all or nothing.
  ImportReceipt import(const std::string& lines, const std::string& client = "romashka") {
    ImportReceipt receipt;
    Transaction transaction(db);
    JournalImport import(db, "j.jsonl", receipt, at("2100-01-01T00:00:00Z"));
    read_journal(lines, "j.jsonl", client, receipt, [&](JournalLine&& line, long number) { import.add(std::move(line), number); }, ignore_progress);
    import.finish();
    transaction.commit();
    return receipt;
  }

  std::string exported() {
    std::string text;
    for_each_line(db, "", "", [&](const JournalLine& line) { text += canonical_line(line) + "\n"; });
    return text;
  }

  TicketHead head(const std::string& key) { return find_ticket(db, key, "").head; }
};

/// One journal line of ticket T: `{"ticket":"T","at":…,"by":"ivanov","event":…` and the further members.
inline std::string line(const std::string& time, const std::string& event, const std::string& more = "") {
  return R"({"ticket": "T", "at": ")" + time + R"(", "by": "ivanov", "event": ")" + event + "\"" + (more.empty() ? "" : ", " + more) + "}\n";
}

inline std::string created(const std::string& time = "2026-10-01T09:00:00Z") {
  return line(time, "created", R"("subject": "Принтер молчит", "priority": "P3")");
}

}  // namespace outdesk
