// The verb that takes journals and exports of other systems over.
#include <iostream>
#include <iterator>

#include "base/error.hpp"
#include "client/client_store.hpp"
#include "input/json.hpp"
#include "progress.hpp"
#include "store/store.hpp"
#include "ticket/import.hpp"
#include "ticket/ticket_report.hpp"
#include "ticket_verbs.hpp"

namespace outdesk {

namespace {

std::string content_of(const std::string& file) {
  if (file != "-") return read_file(file, std::size_t{4} << 30);
  return std::string(std::istreambuf_iterator<char>(std::cin), {});
}

ImportReceipt import_file(Context& context, Db& db, const std::string& file, const std::string& client, const Mapping* mapping) {
  ImportReceipt receipt;
  receipt.file = file == "-" ? "standard input" : file;
  std::string content = content_of(file);
  Progress progress(context, "reading " + receipt.file);
  auto moved = [&](std::size_t done, std::size_t whole) { progress.show(done, whole); };
  Transaction transaction(db);
  JournalImport import(db, receipt.file, receipt, context.now);
  LineSink sink = [&](JournalLine&& line, long number) { import.add(std::move(line), number); };
  if (mapping) read_mapped(content, receipt.file, client, *mapping, receipt, sink, moved);
  else read_journal(content, receipt.file, client, receipt, sink, moved);
  import.finish();
  transaction.commit();
  return receipt;
}

}  // namespace

Exit run_ticket_import(Context& context, const Options& options) {
  std::string client = options.text("client");
  std::optional<Mapping> mapping;
  if (auto name = options.maybe("map")) mapping = load_mapping(*name);
  if (mapping && client.empty()) throw UsageError("option '--client' is missing", "an export of another system does not name the client");
  if (context.format == Format::jsonl) context.format = Format::text;  // here it names the input's form
  Store store = Store::open_to_change(context.store);
  if (!client.empty()) client_id(store.db(), client);
  std::vector<ImportReceipt> receipts;
  try {
    for (const auto& file : options.list("FILE"))
      receipts.push_back(import_file(context, store.db(), file, client, mapping ? &*mapping : nullptr));
  } catch (const Error&) {
    if (receipts.empty()) throw;
    context.print(import_report(receipts));  // the files before the bad one are in the journal
    context.finish();
    throw;
  }
  context.print(import_report(receipts));
  return Exit::ok;
}

}  // namespace outdesk
