// Import of journal lines: all or nothing per file, and safe to run again.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/db.hpp"
#include "ticket/export_record.hpp"
#include "ticket/mapping.hpp"
#include "ticket/ticket_store.hpp"

namespace outdesk {

/// What an import did, so that nothing is dropped silently.
struct ImportReceipt {
  std::string file;
  std::int64_t rows = 0;           ///< lines of a journal, or records of an export
  std::int64_t tickets = 0;        ///< that the file speaks of
  std::int64_t new_tickets = 0;
  std::int64_t lines_made = 0;     ///< journal lines that the file means
  std::int64_t lines_written = 0;  ///< of these, written now
  std::int64_t lines_there = 0;    ///< of these, already in the journal
  struct Reason { std::int64_t count = 0; long first_line = 0; };
  std::map<std::string, Reason> skipped;  ///< rows that made no line, by reason
  std::map<std::string, Reason> remarks;  ///< lines made with a correction, by kind

  void skip(const std::string& reason, long line) { note(skipped, reason, line); }
  void remark(const std::string& what, long line) { note(remarks, what, line); }

 private:
  static void note(std::map<std::string, Reason>& notes, const std::string& what, long line) {
    // An export whose every row is odd in its own way must not fill the memory.
    constexpr std::size_t kMostReasons = 500;
    bool known = notes.size() < kMostReasons || notes.count(what) > 0;
    Reason& reason = notes[known ? what : "more, of other kinds"];
    if (++reason.count == 1) reason.first_line = line;
  }
};

/// Takes one line with its number in the file.
using LineSink = std::function<void(JournalLine&&, long)>;
/// Reads a journal (JSON lines).  Throws InputError at the first bad line.
void read_journal(std::string_view content, const std::string& file, const std::string& client,
                  ImportReceipt& receipt, const LineSink& sink, const ImportProgress& progress);

/// A ticket that a file of this run told of.
struct KnownTicket { std::string key, requester; };

/// An export of another system, and how it is read.
struct MappedFile {
  std::string name, client;
  const Mapping& mapping;
  std::string mapping_name = {};
  /// Tickets by the numbers that other files of the same run know them by; null where there is one file.
  std::unordered_map<std::string, KnownTicket>* ids = nullptr;
};

/// Reads an export by its mapping: text in rows or JSON, or the sheets of a workbook.  Records that cannot be used are
/// counted with their reason.  Throws InputError with file and row, or for JSON the count of the record.
void read_mapped(std::string_view content, const MappedFile& file, ImportReceipt& receipt, const LineSink& sink, const ImportProgress& progress);
void read_mapped(const std::vector<CellTable>& sheets, const MappedFile& file, ImportReceipt& receipt, const LineSink& sink, const ImportProgress& progress);

/// Writes lines into the journal inside the caller's Transaction.  A line that is already there is
/// skipped; as many equal lines as the file holds are kept.  Throws InputError for a line that
/// contradicts the journal (a second `created` that says something else), that precedes its ticket, that
/// undoes a line which is not there, or whose ticket has no `created`; NotFound for a client that is not there.
class JournalImport {
 public:
  /// Lines that say they happened after `now` are refused.
  JournalImport(Db& db, const std::string& file, ImportReceipt& receipt, Instant now);
  void add(JournalLine&& line, long number);
  /// Calls `take` for each line that finish() will write, in the order of tickets.
  void for_each_fresh(const std::function<void(const JournalLine&)>& take) const;
  void finish();

 private:
  struct Ticket {
    std::int64_t id = 0;
    std::string client;
    bool created = false;
    Instant received;
    std::int64_t lines = 0;                              ///< in the journal and new
    std::string created_line;                            ///< canonical
    std::unordered_map<std::string, int> there;          ///< lines of before this import, not yet matched
    std::vector<JournalLine> fresh;
  };
  Ticket& ticket_of(const JournalLine& line, long number);
  void load(Ticket& ticket, const std::string& key);
  void check_reference(const Ticket& ticket, const JournalLine& line, long number);
  void take_created(Ticket& ticket, const JournalLine& line, const std::string& canonical, long number);
  void check_priority(const Ticket& ticket, const Event& event, long number);
  std::int64_t client_of(const std::string& key, long number);

  Db& db_;
  std::string file_;
  ImportReceipt& receipt_;
  Instant now_;
  JournalWriter writer_;
  std::int64_t last_old_ticket_;
  std::unordered_map<std::string, std::int64_t> clients_;
  std::unordered_map<std::string, std::set<std::string>> priorities_;  ///< of all contracts of a client
  std::unordered_map<std::string, Ticket> tickets_;
  std::vector<Ticket*> order_;
  struct Merge { std::string client, into; long line; };
  std::vector<Merge> merges_;                              ///< of this file
};

}  // namespace outdesk
