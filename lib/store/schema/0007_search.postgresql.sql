-- What a search looks through: a row a ticket (rowid is its id), the words of its texts as their stems, made
-- by the program.  An index over the journal, compared with it by 'outdesk store check'.
CREATE TABLE ticket_words (
  rowid BIGINT PRIMARY KEY,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  solution TEXT NOT NULL,
  words tsvector GENERATED ALWAYS AS (
    array_to_tsvector(array_remove(string_to_array(subject || ' ' || body || ' ' || solution, ' '), ''))) STORED,
  number BIGINT GENERATED ALWAYS AS (
    cardinality(array_remove(string_to_array(subject || ' ' || body || ' ' || solution, ' '), ''))) STORED
);
CREATE INDEX ticket_words_by_word ON ticket_words USING gin (words);
