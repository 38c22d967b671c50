-- What a search looks through: a row a ticket (rowid is its id), the words of its texts as their stems, made
-- by the program.  An index over the journal, compared with it by 'outdesk store check'.
CREATE VIRTUAL TABLE ticket_words USING fts5 (subject, body, solution, tokenize = 'ascii');
-- In how many tickets a word occurs.
CREATE VIRTUAL TABLE ticket_word_counts USING fts5vocab (ticket_words, row);
