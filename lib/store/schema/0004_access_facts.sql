-- What decides access besides the folders' own lists (shares, settings of Samba), and how a tree was read.
CREATE TABLE access_facts (
  id {ID},
  hash {BLOB} NOT NULL UNIQUE,
  body TEXT NOT NULL
) {STRICT};

ALTER TABLE access_snapshot ADD COLUMN facts {INT} REFERENCES access_facts (id);

-- Snapshots whose folders were removed by `access-audit prune`: the chain of hashes still runs through them.
CREATE TABLE access_pruned (
  id {ID},
  tree {INT} NOT NULL REFERENCES access_tree (id),
  taken {INT} NOT NULL,
  hash {BLOB} NOT NULL,
  pruned {INT} NOT NULL,
  pruned_by TEXT NOT NULL
) {STRICT};

-- What the owners of folders said about single changes; the last word about one counts.
CREATE TABLE access_decision (
  id {ID},
  client {INT} NOT NULL REFERENCES client (id),
  server TEXT NOT NULL,
  path TEXT NOT NULL,
  account TEXT NOT NULL,
  was TEXT NOT NULL,
  now TEXT NOT NULL,
  first_seen {INT} NOT NULL,
  decision TEXT NOT NULL,
  comment TEXT NOT NULL,
  entered {INT} NOT NULL,
  entered_by TEXT NOT NULL
) {STRICT};
CREATE INDEX access_decision_of_client ON access_decision (client, server);
