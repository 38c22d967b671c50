CREATE TRIGGER delivery_is_not_changed BEFORE UPDATE ON delivery
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('the log of deliveries is append-only');
CREATE TRIGGER delivery_is_not_removed BEFORE DELETE ON delivery
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('the log of deliveries is append-only');
