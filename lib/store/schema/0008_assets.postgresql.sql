CREATE TRIGGER asset_line_is_not_changed BEFORE UPDATE ON asset_line
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('the journal of assets is append-only');
CREATE TRIGGER asset_line_is_not_removed BEFORE DELETE ON asset_line
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('the journal of assets is append-only');
CREATE TRIGGER asset_body_is_not_changed BEFORE UPDATE ON asset_body
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('what was seen in a device is not changed');
CREATE TRIGGER monitoring_fact_is_not_changed BEFORE UPDATE ON monitoring_fact
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('facts of a monitoring are append-only');
CREATE TRIGGER monitoring_fact_is_not_removed BEFORE DELETE ON monitoring_fact
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('facts of a monitoring are append-only');
