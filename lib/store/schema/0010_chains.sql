-- Chains over what had none, beside its tables, because rows that were kept before this step are not changed: `store upgrade`
-- chains them.  hash = SHA-256(hash of the row before it, 32 zero bytes for the first, and what the row says).

-- Messages, and who may write in their tickets.
CREATE TABLE mail_chain (
  message {INT} NOT NULL PRIMARY KEY REFERENCES mail_message (id),
  hash {BLOB} NOT NULL
) {STRICT};

-- What the owners of folders decided.
CREATE TABLE access_decision_chain (
  decision {INT} NOT NULL PRIMARY KEY REFERENCES access_decision (id),
  hash {BLOB} NOT NULL
) {STRICT};

{APPEND_ONLY mail_chain_is_not_changed UPDATE mail_chain 'messages are append-only'}
{APPEND_ONLY mail_chain_is_not_removed DELETE mail_chain 'messages are append-only'}
{APPEND_ONLY access_decision_is_not_changed UPDATE access_decision 'decisions of owners are append-only'}
{APPEND_ONLY access_decision_is_not_removed DELETE access_decision 'decisions of owners are append-only'}
{APPEND_ONLY access_decision_chain_is_not_changed UPDATE access_decision_chain 'decisions of owners are append-only'}
{APPEND_ONLY access_decision_chain_is_not_removed DELETE access_decision_chain 'decisions of owners are append-only'}

-- A server empties a whole table without asking what may be removed; SQLite has no such statement.
{APPEND_ONLY journal_is_not_emptied TRUNCATE journal 'the journal is append-only'}
{APPEND_ONLY contract_is_not_emptied TRUNCATE contract 'a contract is not removed'}
{APPEND_ONLY backup_point_is_not_emptied TRUNCATE backup_point 'restore points are append-only'}
{APPEND_ONLY backup_evidence_is_not_emptied TRUNCATE backup_evidence 'evidence is append-only'}
{APPEND_ONLY mail_file_is_not_emptied TRUNCATE mail_file 'files of mail are append-only'}
{APPEND_ONLY mail_message_is_not_emptied TRUNCATE mail_message 'messages are append-only'}
{APPEND_ONLY mail_party_is_not_emptied TRUNCATE mail_party 'messages are append-only'}
{APPEND_ONLY mail_chain_is_not_emptied TRUNCATE mail_chain 'messages are append-only'}
{APPEND_ONLY asset_line_is_not_emptied TRUNCATE asset_line 'the journal of assets is append-only'}
{APPEND_ONLY monitoring_fact_is_not_emptied TRUNCATE monitoring_fact 'facts of a monitoring are append-only'}
{APPEND_ONLY delivery_is_not_emptied TRUNCATE delivery 'the log of deliveries is append-only'}
{APPEND_ONLY access_decision_is_not_emptied TRUNCATE access_decision 'decisions of owners are append-only'}
{APPEND_ONLY access_decision_chain_is_not_emptied TRUNCATE access_decision_chain 'decisions of owners are append-only'}
