#include <sys/stat.h>

#include "client/client_store.hpp"
#include "store/chains.hpp"
#include "store/store.hpp"
#include "store_verbs.hpp"
#include "ticket/ticket_store.hpp"

namespace outdesk {

namespace {

std::int64_t size_of(const std::string& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 ? static_cast<std::int64_t>(info.st_size) : 0;
}

Exit run_info(Context& context, const Options&) {
  Store store = Store::open_to_read(context.store);
  Db& db = store.db();
  ReadTransaction moment(db);
  ChainHead head = chain_head(db);
  Document document;
  document.schema = "store-info/1";
  Figures figures;
  figures.figures = {{key("path"), "Store", store.path()},
                     {key("schema_version"), "Schema version", std::int64_t{schema_version()}},
                     {key("bytes"), "Size in bytes", db.driver().size()},
                     {key("wal_bytes"), "Write-ahead log in bytes", size_of(store.path() + "-wal")},
                     {key("clients"), "Clients", count_clients(db)},
                     {key("tickets"), "Tickets", count_tickets(db, {})},
                     {key("journal_lines"), "Journal lines", head.lines}};
  for (const ChainEnd& end : chain_ends(db)) figures.figures.push_back({key(std::string(end.key)), std::string(end.words), hex(end.hash)});
  document.sections.push_back({"store", "", {std::move(figures)}});
  context.print(document);
  return Exit::ok;
}

}  // namespace

Command store_command() {
  return {"store", "the store itself",
          {{"init", "make an empty store, for you or for a team", {},
            {{"--group", "GROUP", "the engineers of this group write to it: its folder becomes theirs (2770), its files 0660"}},
            {{"A store of your own", "outdesk store init"}, {"A team's store, as root", "outdesk store init --group support --store /srv/outdesk/outdesk.db"}}, {}, run_store_init,
            "Without it a store is made by the first 'outdesk client set', for you alone (0600). A store that others can write, link to or slip a file beside is refused by every command."},
           {"info", "tell size, counts and the hash of the journal's head", {}, {}, {{"Info", "outdesk store info"}}, {"text", "json", "jsonl", "csv"}, run_info},
           {"check", "verify the database, the journal, the contracts, the snapshots, the decisions, the evidence, the messages, the assets, the deliveries and every ticket's head", {},
            {{"--head", "HASH", "a hash noted earlier, of the journal (it stands in every package) or another of 'store info': it must still be there"}},
            {{"Every night", "outdesk store check --quiet"}}, {}, run_store_check,
            "Exit code 4 where anything is wrong. A chain alone cannot show that its end was cut off: compare with a head that you keep elsewhere."},
           {"backup", "copy the whole store to a new file, while others may go on writing, and check the copy", {{"FILE", "the copy, which must not be there yet", true}}, {},
            {{"A copy of today", "outdesk store backup /backup/outdesk-$(date +%F).db"}, {"In a crontab, where % is written \\%", "0 2 * * *  outdesk store backup /backup/outdesk-$(date +\\%F).db"}}, {}, run_store_backup,
            "The copy is one file (0600) and a store itself; it is read again and checked as by 'store check' before it has its name (one of a store of an older outdesk is compared with the tables of its time: upgrade first). How many journal lines it has and the hash of the last one are printed. "
            "Copying the store by other means loses what still lies in the write-ahead log beside it (STORE-wal)."},
           {"restore", "put a copy in the place of the store", {{"COPY", "a file that 'store backup' or 'store upgrade' made", true}},
            {{"--replace", "", "also where a store is there: it is kept beside, as STORE.replaced-TIME"}},
            {{"After a disk was lost", "outdesk store restore /backup/outdesk-2026-10-31.db"}, {"In place of a damaged store", "outdesk store restore /backup/outdesk-2026-10-31.db --replace"}}, {}, run_store_restore,
            "The copy is checked as by 'store check' before anything is changed, and is left as it is; one of an older outdesk is brought up to date on the way. Whoever is interrupted has the old store or the new one."},
           {"copy", "move a store to another place, a file or a PostgreSQL server, and prove that both hold the same",
            {{"FROM", "a store: a path or postgresql://…", true}, {"TO", "a store that holds nothing yet, or is not there", true}}, {},
            {{"To a server", "outdesk store copy /srv/outdesk/outdesk.db postgresql://db1/outdesk"}, {"And back", "outdesk store copy postgresql://db1/outdesk outdesk.db"}}, {}, run_store_copy,
            "The store is checked as by 'store check', copied row by row in one transaction, and every row of the copy is read again and compared. FROM stays as it is: nobody should write to it any more. "
            "The hash of the last journal line is printed; it is the same in both.",
            [](const Options& options) { return is_server_url(options.text("FROM")) || is_server_url(options.text("TO")); }},
           {"upgrade", "bring a store of an older outdesk up to date, keeping a copy", {}, {}, {{"Upgrade", "outdesk store upgrade"}}, {}, run_store_upgrade,
            "First a copy is made and checked (STORE.before-vN); then everything is changed at once, or nothing. It may be interrupted at any time, and run again. At the end the store is checked as by 'store check', and what was wrong with it before is told (exit code 4). A store of a newer outdesk is refused."}}};
}

}  // namespace outdesk
