-- Facts only.  Times are seconds since 1970 UTC; keys of JSON texts are in canonical order.

CREATE TABLE client (
  id {ID},
  key TEXT NOT NULL UNIQUE
) {STRICT};

-- A contract is never changed: a correction is a new revision of the same valid_from.
-- hash = SHA-256(hash of the row before it, 32 zero bytes for the first, and what the row says).
CREATE TABLE contract (
  id {ID},
  client {INT} NOT NULL REFERENCES client (id),
  valid_from TEXT NOT NULL,
  revision {INT} NOT NULL,
  entered {INT} NOT NULL,
  entered_by TEXT NOT NULL,
  body TEXT NOT NULL,
  hash {BLOB} NOT NULL,
  UNIQUE (client, valid_from, revision)
) {STRICT};

-- One row a ticket.  (client, key) never changes.  Everything below "head" is an index over the
-- journal, rebuilt from it at any time and compared with it by 'outdesk store check'.
CREATE TABLE ticket (
  id {ID},
  client {INT} NOT NULL REFERENCES client (id),
  key TEXT NOT NULL,
  -- head
  owner {INT} NOT NULL REFERENCES client (id),
  state TEXT NOT NULL,
  waiting_for TEXT NOT NULL,
  priority TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_folded TEXT NOT NULL, -- what a search compares: lower case, made by the program
  requester TEXT NOT NULL,
  kind TEXT NOT NULL,
  channel TEXT NOT NULL,
  line TEXT NOT NULL,
  assignee TEXT NOT NULL,
  category TEXT NOT NULL,
  asset TEXT NOT NULL,
  received {INT} NOT NULL,
  updated {INT} NOT NULL,
  resolved {INT},
  closed {INT},
  UNIQUE (client, key)
) {STRICT};
CREATE INDEX ticket_by_key ON ticket (key);
CREATE INDEX ticket_by_owner ON ticket (owner, received);
CREATE INDEX ticket_by_received ON ticket (received, id);

-- The journal is append-only.  hash = SHA-256(prev, canonical line as 'outdesk ticket export' prints it).
CREATE TABLE journal (
  seq {ID},
  ticket {INT} NOT NULL REFERENCES ticket (id),
  at {INT} NOT NULL,
  entered {INT} NOT NULL,
  by_whom TEXT NOT NULL,
  event TEXT NOT NULL,
  fields TEXT NOT NULL,
  prev {BLOB} NOT NULL,
  hash {BLOB} NOT NULL
) {STRICT};
CREATE INDEX journal_of_ticket ON journal (ticket, at, seq);

CREATE TABLE counter (
  name TEXT NOT NULL PRIMARY KEY,
  value {INT} NOT NULL
) {STRICT};

{APPEND_ONLY journal_is_not_changed UPDATE journal 'the journal is append-only'}
{APPEND_ONLY journal_is_not_shortened DELETE journal 'the journal is append-only'}
{APPEND_ONLY contract_is_not_changed UPDATE contract 'a contract is not changed: set a correction'}
{APPEND_ONLY contract_is_not_removed DELETE contract 'a contract is not removed'}
