-- Called by the triggers that keep rows as they are; says what its argument says.
CREATE FUNCTION outdesk_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$;
CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('the journal is append-only');
CREATE TRIGGER journal_is_not_shortened BEFORE DELETE ON journal
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('the journal is append-only');
CREATE TRIGGER contract_is_not_changed BEFORE UPDATE ON contract
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('a contract is not changed: set a correction');
CREATE TRIGGER contract_is_not_removed BEFORE DELETE ON contract
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('a contract is not removed');
