-- Few tickets are rated; which of the ratings are low and not explained yet is asked at every month's end.
CREATE INDEX journal_ratings ON journal (ticket) WHERE event = 'rated';
-- What is open is little beside what has ended.
CREATE INDEX ticket_open ON ticket (received, id) WHERE state IN ('new', 'open', 'waiting');
CREATE INDEX ticket_by_update ON ticket (updated, id);
