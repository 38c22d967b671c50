CREATE TRIGGER backup_point_is_not_changed BEFORE UPDATE ON backup_point
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('restore points are append-only');
CREATE TRIGGER backup_point_is_not_removed BEFORE DELETE ON backup_point
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('restore points are append-only');
CREATE TRIGGER backup_evidence_is_not_changed BEFORE UPDATE ON backup_evidence
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('evidence is append-only');
CREATE TRIGGER backup_evidence_is_not_removed BEFORE DELETE ON backup_evidence
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('evidence is append-only');
