-- A program as inventories list it, each once.
CREATE TABLE asset_program (
  id {ID},
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  publisher TEXT NOT NULL,
  UNIQUE (name, version, publisher)
) {STRICT};

-- What an inventory saw in a device, each distinct content once: components as JSON, programs as numbers of
-- asset_program (ascending differences, seven bits a byte; null: not listed).
-- hash = SHA-256(components, newline, and a line a program in the order of text).
CREATE TABLE asset_body (
  id {ID},
  hash {BLOB} NOT NULL UNIQUE,
  parts TEXT NOT NULL,
  programs {BLOB}
) {STRICT};

-- One row an asset.  (client, key) never changes.  "head" sums up its lines; 'outdesk store check' compares it with them.
CREATE TABLE asset (
  id {ID},
  client {INT} NOT NULL REFERENCES client (id),
  key TEXT NOT NULL,
  head TEXT NOT NULL,
  UNIQUE (client, key)
) {STRICT};

-- The journal of assets, append-only.
-- hash = SHA-256(hash of the row before it, 32 zero bytes for the first, and what the row says).
CREATE TABLE asset_line (
  seq {ID},
  asset {INT} NOT NULL REFERENCES asset (id),
  at {INT} NOT NULL,
  entered {INT} NOT NULL,
  by_whom TEXT NOT NULL,
  event TEXT NOT NULL,
  fields TEXT NOT NULL,
  body {INT} REFERENCES asset_body (id),
  hash {BLOB} NOT NULL
) {STRICT};
CREATE INDEX asset_line_of_asset ON asset_line (asset, at, seq);

-- What monitoring systems told, append-only and chained in the same way; the last row of a (client, kind, name) counts.
-- kind: 'problem', 'stop', 'value', 'span' (what was asked about).
CREATE TABLE monitoring_fact (
  id {ID},
  client {INT} NOT NULL REFERENCES client (id),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  began {INT} NOT NULL,
  ended {INT},
  body TEXT NOT NULL,
  entered {INT} NOT NULL,
  entered_by TEXT NOT NULL,
  hash {BLOB} NOT NULL
) {STRICT};
CREATE INDEX monitoring_fact_of_client ON monitoring_fact (client, kind, name);

{APPEND_ONLY asset_line_is_not_changed UPDATE asset_line 'the journal of assets is append-only'}
{APPEND_ONLY asset_line_is_not_removed DELETE asset_line 'the journal of assets is append-only'}
{APPEND_ONLY asset_body_is_not_changed UPDATE asset_body 'what was seen in a device is not changed'}
{APPEND_ONLY monitoring_fact_is_not_changed UPDATE monitoring_fact 'facts of a monitoring are append-only'}
{APPEND_ONLY monitoring_fact_is_not_removed DELETE monitoring_fact 'facts of a monitoring are append-only'}
