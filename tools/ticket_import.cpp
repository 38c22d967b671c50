// The verb that takes journals and exports of other systems over.
#include <fstream>
#include <iostream>
#include <iterator>

#include "base/error.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "full_program.hpp"
#include "input/json.hpp"
#include "progress.hpp"
#include "store/store.hpp"
#include "ticket/import.hpp"
#include "ticket/ticket_report.hpp"
#include "ticket_verbs.hpp"
#include "ticket_workbook.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kMostBytes = std::size_t{4} << 30, kMostOfWorkbook = std::size_t{256} << 20, kShownLines = 20;

/// What the options ask for; one mapping for each file, or one for all, or none for journals.
struct ImportWish {
  std::string client;
  std::vector<std::string> files, names;
  std::vector<Mapping> mappings;
  bool dry_run = false;
  std::string standard_input = {};  ///< read before the store is taken: it may come slowly
  const Mapping* mapping_of(std::size_t file) const { return mappings.empty() ? nullptr : &mappings[mappings.size() == 1 ? 0 : file]; }
  const std::string& name_of(std::size_t file) const { return names[names.size() == 1 ? 0 : file]; }
};

ImportWish wish_of(const Options& options) {
  ImportWish wish{options.text("client"), options.list("FILE"), options.list("map"), {}, options.has("dry-run")};
  if (wish.names.size() > 1 && wish.names.size() != wish.files.size())
    throw UsageError("there are " + std::to_string(wish.names.size()) + " mappings and " + std::to_string(wish.files.size()) + " files",
                     "give '--map' once for all files, or once for each of them, in their order");
  for (const auto& name : wish.names) {
    wish.mappings.push_back(load_mapping(name));
    if (auto zone = options.maybe("timezone")) wish.mappings.back().zone = &Zone::named(*zone);
  }
  if (!wish.mappings.empty() && wish.client.empty())
    throw UsageError("option '--client' is missing", "an export of another system does not name the client");
  if (std::find(wish.files.begin(), wish.files.end(), "-") != wish.files.end())
    wish.standard_input.assign(std::istreambuf_iterator<char>(std::cin), {});
  return wish;
}

class FileImport {
 public:
  FileImport(Context& context, Db& db, const ImportWish& wish) : context_(context), db_(db), wish_(wish) {}

  /// Lines that a dry run would write.
  std::vector<std::string> lines;

  /// Imports a file inside the caller's Transaction.
  ImportReceipt run(std::size_t number) {
    const std::string& file = wish_.files[number];
    ImportReceipt receipt;
    receipt.file = file == "-" ? "standard input" : file;
    JournalImport import(db_, receipt.file, receipt, context_.now);
    read(number, file == "-" ? wish_.standard_input : read_file(file, kMostBytes), receipt, [&](JournalLine&& line, long row) { import.add(std::move(line), row); });
    if (wish_.dry_run) import.for_each_fresh([&](const JournalLine& line) { lines.push_back(canonical_line(line)); });
    import.finish();
    return receipt;
  }

 private:
  void read(std::size_t number, const std::string& content, ImportReceipt& receipt, const LineSink& sink) {
    Progress progress(context_, "reading " + receipt.file);
    auto moved = [&](std::size_t done, std::size_t whole) { progress.show(done, whole); };
    const Mapping* mapping = wish_.mapping_of(number);
    if (!mapping) return read_journal_only(content, receipt, sink, moved);
    MappedFile file{receipt.file, wish_.client, *mapping, wish_.name_of(number), &ids_};
    if (begins_as_workbook(content)) read_mapped(tables_in(content, receipt.file), file, receipt, sink, moved);
    else read_mapped(content, file, receipt, sink, moved);
  }

  /// What has no line of a journal at its head is taken for another program's export.
  void read_journal_only(const std::string& content, ImportReceipt& receipt, const LineSink& sink, const ImportProgress& moved) {
    try {
      read_journal(content, receipt.file, wish_.client, receipt, sink, moved);
    } catch (const InputError& error) {
      if (std::string_view(content).substr(0, content.find('\n')).find("\"event\"") != std::string::npos) throw;
      throw Error(error.exit(), error.what(), "an export of another program is read by a mapping: name it with --map, see outdesk-mapping(5)\na journal has one fact a line, see outdesk-journal(5)");
    }
  }

  static std::vector<CellTable> tables_in(const std::string& content, const std::string& file) {
    if (!full_program.read_workbook) throw InputError(file, 0, "is a workbook", "give it by its name");
    if (content.size() > kMostOfWorkbook) throw InputError(file, 0, "is larger than a workbook of tickets can be", "export a shorter time");
    return full_program.read_workbook(content, file);
  }

  Context& context_;
  Db& db_;
  const ImportWish& wish_;
  std::unordered_map<std::string, KnownTicket> ids_;  ///< of tickets, for the files after theirs
};

/// The store is free again before anything is printed: a reader may take its time.
Exit try_import(Context& context, const ImportWish& wish, bool as_lines) {
  std::vector<ImportReceipt> receipts;
  std::vector<std::string> lines;
  {
    Store store = Store::open_to_change(context.store);
    if (!wish.client.empty()) client_id(store.db(), wish.client);
    Transaction transaction(store.db());  // never committed
    FileImport import(context, store.db(), wish);
    for (std::size_t i = 0; i < wish.files.size(); ++i) receipts.push_back(import.run(i));
    lines = std::move(import.lines);
  }
  if (!as_lines) {
    context.print(dry_run_report(receipts, lines, kShownLines));
    return Exit::ok;
  }
  context.stream([&](const std::function<void(std::string_view)>& sink) {
    for (const auto& line : lines) sink(line + "\n");
  });
  for (const auto& receipt : receipts) context.say(in_words(receipt));
  return Exit::ok;
}

}  // namespace

bool begins_as_workbook(std::string_view bytes) { return bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0"); }

bool import_needs_full_program(const Options& options) {
  if (options.list("map").empty()) return false;
  for (const auto& file : options.list("FILE")) {
    char head[4] = {};
    if (file != "-" && std::ifstream(file, std::ios::binary).read(head, sizeof head) && begins_as_workbook({head, sizeof head})) return true;
  }
  return false;
}

Exit run_ticket_import(Context& context, const Options& options) {
  ImportWish wish = wish_of(options);
  bool as_lines = context.format == Format::jsonl && wish.dry_run;
  if (context.format == Format::jsonl) context.format = Format::text;  // here it names the input's form
  if (wish.dry_run) return try_import(context, wish, as_lines);
  Store store = Store::open_to_change(context.store);
  if (!wish.client.empty()) client_id(store.db(), wish.client);
  FileImport import(context, store.db(), wish);
  std::vector<ImportReceipt> receipts;
  try {
    for (std::size_t i = 0; i < wish.files.size(); ++i) {
      Transaction transaction(store.db());
      ImportReceipt receipt = import.run(i);
      transaction.commit();
      receipts.push_back(std::move(receipt));
    }
  } catch (const Error&) {
    if (receipts.empty()) throw;
    context.print_receipt(import_report(receipts));  // the files before the bad one are in the journal
    context.finish();
    throw;
  }
  context.print_receipt(import_report(receipts));
  return Exit::ok;
}

}  // namespace outdesk
