-- Every restore point that was seen in a copy or told of.  Append-only: the last row of a point counts.
-- hash = SHA-256(hash of the row before it, 32 zero bytes for the first, and what the row says).
CREATE TABLE backup_point (
  id {ID},
  client {INT} NOT NULL REFERENCES client (id),
  job TEXT NOT NULL,
  point TEXT NOT NULL,
  taken {INT} NOT NULL,
  source TEXT NOT NULL, -- 'read' from the copy, or 'recorded'
  body TEXT NOT NULL,
  entered {INT} NOT NULL,
  entered_by TEXT NOT NULL,
  hash {BLOB} NOT NULL
) {STRICT};
CREATE INDEX backup_point_of_job ON backup_point (client, job, taken);

-- One row a check or a drill: the evidence.  Append-only, chained in the same way.
CREATE TABLE backup_evidence (
  id {ID},
  client {INT} NOT NULL REFERENCES client (id),
  job TEXT NOT NULL,
  action TEXT NOT NULL,
  finished {INT} NOT NULL,
  body TEXT NOT NULL,
  hash {BLOB} NOT NULL
) {STRICT};
CREATE INDEX backup_evidence_of_job ON backup_evidence (client, job, finished);

{APPEND_ONLY backup_point_is_not_changed UPDATE backup_point 'restore points are append-only'}
{APPEND_ONLY backup_point_is_not_removed DELETE backup_point 'restore points are append-only'}
{APPEND_ONLY backup_evidence_is_not_changed UPDATE backup_evidence 'evidence is append-only'}
{APPEND_ONLY backup_evidence_is_not_removed DELETE backup_evidence 'evidence is append-only'}
