-- What became of the packages that were sent, append-only: a row a change of state.
-- state: 'built' (the letter is composed), 'sent' (about to be handed to the mail system), 'accepted' (it took the letter),
-- 'uncertain' (it may have), 'refused' (it did not).
-- hash = SHA-256(hash of the row before it, 32 zero bytes for the first, and what the row says).
CREATE TABLE delivery (
  id {ID},
  client {INT} NOT NULL REFERENCES client (id),
  month TEXT NOT NULL,
  audience TEXT NOT NULL CHECK (audience IN ('director', 'owners', 'office')),
  revision {INT} NOT NULL CHECK (revision > 0),
  manifest {BLOB} NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('built', 'sent', 'accepted', 'uncertain', 'refused')),
  at {INT} NOT NULL,
  by_whom TEXT NOT NULL,
  recipients TEXT NOT NULL,
  message_id TEXT NOT NULL,
  words TEXT NOT NULL,
  hash {BLOB} NOT NULL
) {STRICT};
CREATE INDEX delivery_of_month ON delivery (client, month, audience, id);

{APPEND_ONLY delivery_is_not_changed UPDATE delivery 'the log of deliveries is append-only'}
{APPEND_ONLY delivery_is_not_removed DELETE delivery 'the log of deliveries is append-only'}
