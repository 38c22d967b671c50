CREATE TRIGGER delivery_is_not_changed BEFORE UPDATE ON delivery
BEGIN SELECT RAISE (ABORT, 'the log of deliveries is append-only'); END;
CREATE TRIGGER delivery_is_not_removed BEFORE DELETE ON delivery
BEGIN SELECT RAISE (ABORT, 'the log of deliveries is append-only'); END;
