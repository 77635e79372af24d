-- In which order entries were written: those of one second come in it. Nobody is told the number itself.

ALTER TABLE journal ADD COLUMN written BIGINT GENERATED ALWAYS AS IDENTITY;
DROP INDEX journal_by_time;
CREATE INDEX journal_by_time ON journal (at, written);
