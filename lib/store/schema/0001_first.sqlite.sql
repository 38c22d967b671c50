CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal
BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_not_shortened BEFORE DELETE ON journal
BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;
CREATE TRIGGER contract_is_not_changed BEFORE UPDATE ON contract
BEGIN SELECT RAISE (ABORT, 'a contract is not changed: set a correction'); END;
CREATE TRIGGER contract_is_not_removed BEFORE DELETE ON contract
BEGIN SELECT RAISE (ABORT, 'a contract is not removed'); END;
