-- Bytes that came or went with mail (raw messages, attachments), each kept once and named by what they are.
CREATE TABLE mail_file (
  id {ID},
  hash {BLOB} NOT NULL UNIQUE, -- SHA-256 of the bytes
  size {INT} NOT NULL,
  bytes {BLOB} NOT NULL
) {STRICT};

-- One row a message, received or sent, and what became of it.  Append-only: a message that was kept and
-- becomes a ticket later has a second row, which names the first.
CREATE TABLE mail_message (
  id {ID},
  direction TEXT NOT NULL,  -- 'in' or 'out'
  message_id TEXT NOT NULL, -- without its brackets; empty where it has none
  identity {BLOB} NOT NULL, -- SHA-256 of what makes it the same message when it comes again
  content {BLOB} NOT NULL,  -- SHA-256 of its subject, text and attachments
  sender TEXT NOT NULL,     -- address in lower case; empty where it names none
  answer_to TEXT NOT NULL,  -- addresses that an answer goes to, one a line
  answer_cc TEXT NOT NULL,
  subject TEXT NOT NULL,
  raw {INT} NOT NULL REFERENCES mail_file (id),
  ticket {INT} REFERENCES ticket (id),
  outcome TEXT NOT NULL,    -- 'ticket', 'message', 'kept', 'sent', 'acknowledged'
  reason TEXT NOT NULL,     -- why it was kept
  kept {INT} REFERENCES mail_message (id),
  entered {INT} NOT NULL
) {STRICT};
CREATE INDEX mail_message_by_id ON mail_message (message_id);
CREATE INDEX mail_message_by_identity ON mail_message (identity);
CREATE INDEX mail_message_of_ticket ON mail_message (ticket);
CREATE INDEX mail_message_of_kept ON mail_message (kept);
CREATE INDEX mail_message_by_outcome ON mail_message (outcome, entered);

-- Who wrote a received message, and whom a sent one was sent to: they may go on writing in its ticket.
CREATE TABLE mail_party (
  message {INT} NOT NULL REFERENCES mail_message (id),
  address TEXT NOT NULL,
  PRIMARY KEY (message, address)
) {STRICT};

{APPEND_ONLY mail_file_is_not_changed UPDATE mail_file 'files of mail are append-only'}
{APPEND_ONLY mail_file_is_not_removed DELETE mail_file 'files of mail are append-only'}
{APPEND_ONLY mail_message_is_not_changed UPDATE mail_message 'messages are append-only'}
{APPEND_ONLY mail_message_is_not_removed DELETE mail_message 'messages are append-only'}
{APPEND_ONLY mail_party_is_not_changed UPDATE mail_party 'messages are append-only'}
{APPEND_ONLY mail_party_is_not_removed DELETE mail_party 'messages are append-only'}
