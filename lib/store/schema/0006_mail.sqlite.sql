CREATE TRIGGER mail_file_is_not_changed BEFORE UPDATE ON mail_file
BEGIN SELECT RAISE (ABORT, 'files of mail are append-only'); END;
CREATE TRIGGER mail_file_is_not_removed BEFORE DELETE ON mail_file
BEGIN SELECT RAISE (ABORT, 'files of mail are append-only'); END;
CREATE TRIGGER mail_message_is_not_changed BEFORE UPDATE ON mail_message
BEGIN SELECT RAISE (ABORT, 'messages are append-only'); END;
CREATE TRIGGER mail_message_is_not_removed BEFORE DELETE ON mail_message
BEGIN SELECT RAISE (ABORT, 'messages are append-only'); END;
CREATE TRIGGER mail_party_is_not_changed BEFORE UPDATE ON mail_party
BEGIN SELECT RAISE (ABORT, 'messages are append-only'); END;
CREATE TRIGGER mail_party_is_not_removed BEFORE DELETE ON mail_party
BEGIN SELECT RAISE (ABORT, 'messages are append-only'); END;
