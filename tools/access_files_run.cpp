// Verbs of access-audit that read workbooks.
#include <algorithm>

#include "access/changes_report.hpp"
#include "access/reconcile_report.hpp"
#include "access_audit_command.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "input/json.hpp"
#include "store/store.hpp"
#include "workbook/read_xlsx.hpp"

namespace outdesk {

namespace {

/// The tables of a workbook, or the one of a CSV file.
std::vector<CellTable> tables_in(const std::string& path) {
  std::string bytes = read_file(path), file = file_name_of(path);
  bool workbook = bytes.starts_with("PK") || bytes.starts_with("\xD0\xCF\x11\xE0") || path.ends_with(".xlsx");
  if (!workbook) return {read_csv_table(bytes, file)};
  std::vector<CellTable> tables;
  for (SheetTable& sheet : read_xlsx(bytes, file)) tables.push_back({file, std::move(sheet.name), std::move(sheet.rows), std::move(sheet.row_numbers)});
  return tables;
}

/// A decision is about a change that the server had: a workbook of another one, or a row that was edited, is none.
void refuse_strangers(const Context& context, const Options& options, const std::vector<AccessDecision>& decisions, const std::string& file) {
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  ChangesOptions wanted;
  wanted.since = context.now;
  wanted.all = true;
  for (const AccessDecision& decision : decisions) wanted.since = std::min(wanted.since, Instant{(days_since_epoch(decision.first_seen) - 1) * std::int64_t{kDay}});
  ChangesFound found = make_changes(store.db(), options.text("client"), options.text("server"), wanted, {}, {});
  for (const AccessDecision& decision : decisions)
    if (!found.keys.count(key_of_change(decision)))
      throw InputError(file, 1, "no change of " + in_quotes(decision.account) + " in " + in_quotes(decision.path) + " was first seen on " + to_text(decision.first_seen) + " on this server",
                       "give the server that the workbook is about, and leave its rows as they were");
}

}  // namespace

Exit run_access_reconcile(Context& context, const Options& options) {
  std::string path = options.text("FILE"), file = file_name_of(path);
  std::vector<AgreedLine> lines = read_agreed(tables_in(path), file);
  Store store = Store::open_to_read(context.store);
  ReadTransaction moment(store.db());
  Reconciliation found = make_reconciliation(store.db(), options.text("client"), options.text("server"), lines, file, context.as_of, context.language);
  context.print(found.document);
  return found.differences ? Exit::bad_news : Exit::ok;
}

Exit run_access_decisions(Context& context, const Options& options) {
  std::string path = options.text("FILE"), file = file_name_of(path);
  std::vector<AccessDecision> decisions = read_decisions(tables_in(path), file);
  refuse_strangers(context, options, decisions, file);
  Store store = Store::open_to_change(context.store);
  Transaction transaction(store.db());
  std::size_t fresh = keep_decisions(store.db(), client_id(store.db(), options.text("client")), options.text("server"), decisions, context.now, context.actor);
  transaction.commit();
  auto count = [&](const char* code) {
    return static_cast<std::int64_t>(std::count_if(decisions.begin(), decisions.end(), [&](const AccessDecision& one) { return one.decision == code; }));
  };
  Document document;
  document.schema = "access-decisions/1";
  document.head = {{key("client"), "", options.text("client")}, {key("server"), "", options.text("server")}};
  document.sections.push_back({"decisions", "", {Figures{"", {{key("confirm"), "Confirmed", count("confirm")}, {key("revoke"), "To be revoked", count("revoke")},
                                                              {key("clarify"), "To be clarified", count("clarify")}, {key("new"), "New since the last reading", static_cast<std::int64_t>(fresh)}}}}});
  context.print_receipt(document);
  return Exit::ok;
}

}  // namespace outdesk
