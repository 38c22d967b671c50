-- Which tickets were merged or moved is asked of the journal at every report; few lines say so.
CREATE INDEX journal_merges ON journal (ticket) WHERE event = 'merged';
CREATE INDEX journal_moves ON journal (ticket) WHERE event = 'moved';

-- "updated" was the latest time at which something happened; a line that was written down later hid from
-- earlier reports.  Now it is the latest time at which a line was written.
UPDATE ticket SET updated = (SELECT max(entered) FROM journal WHERE journal.ticket = ticket.id)
  WHERE EXISTS (SELECT 1 FROM journal WHERE journal.ticket = ticket.id);
