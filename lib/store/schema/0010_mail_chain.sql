-- The chain over messages and who may write in their tickets:
-- hash = SHA-256(hash of the message before it, 32 zero bytes for the first, and what its rows say).
-- Beside mail_message, because rows that were kept before this step are not changed; `store upgrade` chains them.
CREATE TABLE mail_chain (
  message {INT} NOT NULL PRIMARY KEY REFERENCES mail_message (id),
  hash {BLOB} NOT NULL
) {STRICT};

{APPEND_ONLY mail_chain_is_not_changed UPDATE mail_chain 'messages are append-only'}
{APPEND_ONLY mail_chain_is_not_removed DELETE mail_chain 'messages are append-only'}
