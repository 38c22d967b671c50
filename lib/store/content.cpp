#include "store/content.hpp"

#include "base/text.hpp"

namespace outdesk {

const std::vector<StoreTable>& store_tables() {
  static const std::vector<StoreTable> tables = {
      {"client", "id, key"},
      {"contract", "id, client, valid_from, revision, entered, entered_by, body, hash"},
      {"ticket", "id, client, key, owner, state, waiting_for, priority, subject, subject_folded, requester, kind, channel, line, assignee, category, asset, received, updated, resolved, closed"},
      {"journal", "seq, ticket, at, entered, by_whom, event, fields, prev, hash"},
      {"counter", "name, value"},
      {"access_tree", "id, client, server, root"},
      {"access_identities", "id, hash, body"},
      {"access_descriptor", "id, hash, body"},
      {"access_facts", "id, hash, body"},
      {"access_snapshot", "id, tree, taken, entered, entered_by, identities, identities_source, folders, unread, vanished, hash, facts"},
      {"access_above", "snapshot, step, descriptor"},
      {"access_folder", "id, tree, parent, name"},
      {"access_state", "folder, since, until, descriptor, unread"},
      {"access_pruned", "id, tree, taken, hash, pruned, pruned_by"},
      {"access_decision", "id, client, server, path, account, was, now, first_seen, decision, comment, entered, entered_by"},
      {"access_decision_chain", "decision, hash"},
      {"backup_point", "id, client, job, point, taken, source, body, entered, entered_by, hash"},
      {"backup_evidence", "id, client, job, action, finished, body, hash"},
      {"mail_file", "id, hash, size, bytes"},
      {"mail_message", "id, direction, message_id, identity, content, sender, answer_to, answer_cc, subject, raw, ticket, outcome, reason, kept, entered"},
      {"mail_party", "message, address"},
      {"mail_chain", "message, hash"},
      {"asset_program", "id, name, version, publisher"},
      {"asset_body", "id, hash, parts, programs"},
      {"asset", "id, client, key, head"},
      {"asset_line", "seq, asset, at, entered, by_whom, event, fields, body, hash"},
      {"monitoring_fact", "id, client, kind, name, began, ended, body, entered, entered_by, hash"},
      {"delivery", "id, client, month, audience, revision, manifest, state, at, by_whom, recipients, message_id, words, hash"},
      {"ticket_words", "rowid, subject, body, solution"}};
  return tables;
}

namespace {

char letter_of(ValueKind kind) { return kind == ValueKind::integer ? 'i' : kind == ValueKind::text ? 't' : 'b'; }

void add_value(Sha256& sum, const Statement& row, int column) {
  if (row.null(column)) {
    sum.add("n;");
    return;
  }
  ValueKind kind = row.kind(column);
  std::string number;
  if (kind == ValueKind::integer) number = std::to_string(row.integer(column));
  std::string_view bytes = kind == ValueKind::integer ? number : kind == ValueKind::text ? row.text(column) : row.blob(column);
  sum.add(letter_of(kind) + std::to_string(bytes.size()) + ":").add(bytes).add(";");
}

void bind_value(Statement& to, int index, const Statement& row, int column) {
  if (row.null(column)) return to.bind_null(index, ValueKind::any);
  switch (row.kind(column)) {
    case ValueKind::integer: return to.bind(index, row.integer(column));
    case ValueKind::text: return to.bind(index, row.text(column), false);
    default: return to.bind(index, Blob{row.blob(column)}, false);
  }
}

std::string insert_of(const StoreTable& table, int columns) {
  std::string places;
  for (int i = 1; i <= columns; ++i) places += (i > 1 ? ", $" : "$") + std::to_string(i);
  return "INSERT INTO " + std::string(table.name) + " (" + table.columns + ") VALUES (" + places + ")";
}

void insert_row(Db& to, const std::string& sql, const Statement& row) {
  Statement& insert = to.driver().prepare(sql);
  Rows running(insert);
  for (int column = 0; column < row.columns(); ++column) bind_value(insert, column + 1, row, column);
  while (running.next()) {}
}

/// Into `to`, where it is not null.
TableContent pass_over(Db& from, const StoreTable& table, Db* to) {
  TableContent content;
  Sha256 sum;
  Statement& row = from.driver().prepare_long("SELECT " + std::string(table.columns) + " FROM " + table.name + " ORDER BY 1, 2");
  Rows rows(row);
  std::string insert;
  while (rows.next()) {
    for (int column = 0; column < row.columns(); ++column) add_value(sum, row, column);
    sum.add("\n");
    ++content.rows;
    if (!to) continue;
    if (insert.empty()) insert = insert_of(table, row.columns());
    insert_row(*to, insert, row);
  }
  content.digest = sum.finish();
  return content;
}

}  // namespace

StoreContent content_of(Db& db) {
  StoreContent content;
  for (const auto& table : store_tables()) content[table.name] = pass_over(db, table, nullptr);
  return content;
}

StoreContent copy_content(Db& from, Db& to) {
  StoreContent content;
  for (const auto& table : store_tables()) content[table.name] = pass_over(from, table, &to);
  to.driver().numbers_were_given();
  return content;
}

}  // namespace outdesk
