-- Access rights, raw: each distinct descriptor once, each folder once, and the span of snapshots
-- [since, until) in which a folder had a descriptor.  Levels are never kept: they are computed.

CREATE TABLE access_tree (
  id {ID},
  client {INT} NOT NULL REFERENCES client (id),
  server TEXT NOT NULL,
  root {BLOB} NOT NULL,
  UNIQUE (client, server, root)
) {STRICT};

CREATE TABLE access_identities (
  id {ID},
  hash {BLOB} NOT NULL UNIQUE,
  body TEXT NOT NULL
) {STRICT};

CREATE TABLE access_descriptor (
  id {ID},
  hash {BLOB} NOT NULL UNIQUE,
  body {BLOB} NOT NULL
) {STRICT};

-- Snapshots of one tree are in order of time: a later id was not taken earlier.
CREATE TABLE access_snapshot (
  id {ID},
  tree {INT} NOT NULL REFERENCES access_tree (id),
  taken {INT} NOT NULL,
  entered {INT} NOT NULL,
  entered_by TEXT NOT NULL,
  identities {INT} NOT NULL REFERENCES access_identities (id),
  identities_source TEXT NOT NULL,
  folders {INT} NOT NULL,
  unread {INT} NOT NULL,
  vanished {INT} NOT NULL,
  hash {BLOB} NOT NULL -- SHA-256(hash of the snapshot before it, 32 zero bytes for the first, and all that it says)
) {STRICT};

CREATE INDEX access_snapshot_of_tree ON access_snapshot (tree);

-- The folders above a tree's root, from "/" down.
CREATE TABLE access_above (
  snapshot {INT} NOT NULL REFERENCES access_snapshot (id),
  step {INT} NOT NULL,
  descriptor {INT} REFERENCES access_descriptor (id),
  PRIMARY KEY (snapshot, step)
) {STRICT};

CREATE TABLE access_folder (
  id {ID},
  tree {INT} NOT NULL REFERENCES access_tree (id),
  parent {INT} REFERENCES access_folder (id),
  name {BLOB} NOT NULL
) {STRICT};
CREATE INDEX access_folder_of_tree ON access_folder (tree);

CREATE TABLE access_state (
  folder {INT} NOT NULL REFERENCES access_folder (id),
  since {INT} NOT NULL REFERENCES access_snapshot (id),
  until {INT} REFERENCES access_snapshot (id),
  descriptor {INT} REFERENCES access_descriptor (id),
  unread {INT} NOT NULL
) {STRICT};
CREATE INDEX access_state_of_folder ON access_state (folder);
