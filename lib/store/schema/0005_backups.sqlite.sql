CREATE TRIGGER backup_point_is_not_changed BEFORE UPDATE ON backup_point
BEGIN SELECT RAISE (ABORT, 'restore points are append-only'); END;
CREATE TRIGGER backup_point_is_not_removed BEFORE DELETE ON backup_point
BEGIN SELECT RAISE (ABORT, 'restore points are append-only'); END;
CREATE TRIGGER backup_evidence_is_not_changed BEFORE UPDATE ON backup_evidence
BEGIN SELECT RAISE (ABORT, 'evidence is append-only'); END;
CREATE TRIGGER backup_evidence_is_not_removed BEFORE DELETE ON backup_evidence
BEGIN SELECT RAISE (ABORT, 'evidence is append-only'); END;
