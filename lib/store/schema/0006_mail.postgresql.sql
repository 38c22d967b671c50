CREATE TRIGGER mail_file_is_not_changed BEFORE UPDATE ON mail_file
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('files of mail are append-only');
CREATE TRIGGER mail_file_is_not_removed BEFORE DELETE ON mail_file
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('files of mail are append-only');
CREATE TRIGGER mail_message_is_not_changed BEFORE UPDATE ON mail_message
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('messages are append-only');
CREATE TRIGGER mail_message_is_not_removed BEFORE DELETE ON mail_message
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('messages are append-only');
CREATE TRIGGER mail_party_is_not_changed BEFORE UPDATE ON mail_party
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('messages are append-only');
CREATE TRIGGER mail_party_is_not_removed BEFORE DELETE ON mail_party
FOR EACH ROW EXECUTE FUNCTION outdesk_refuses('messages are append-only');
