CREATE TRIGGER asset_line_is_not_changed BEFORE UPDATE ON asset_line
BEGIN SELECT RAISE (ABORT, 'the journal of assets is append-only'); END;
CREATE TRIGGER asset_line_is_not_removed BEFORE DELETE ON asset_line
BEGIN SELECT RAISE (ABORT, 'the journal of assets is append-only'); END;
CREATE TRIGGER asset_body_is_not_changed BEFORE UPDATE ON asset_body
BEGIN SELECT RAISE (ABORT, 'what was seen in a device is not changed'); END;
CREATE TRIGGER monitoring_fact_is_not_changed BEFORE UPDATE ON monitoring_fact
BEGIN SELECT RAISE (ABORT, 'facts of a monitoring are append-only'); END;
CREATE TRIGGER monitoring_fact_is_not_removed BEFORE DELETE ON monitoring_fact
BEGIN SELECT RAISE (ABORT, 'facts of a monitoring are append-only'); END;
