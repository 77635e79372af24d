-- In which order entries were written: those of one second come in it. Nobody is told the number itself.
-- The number is SQLite's own for each row, given a name so that it stays: VACUUM renumbers what has none.

CREATE TABLE journal_in_order (
    id TEXT NOT NULL UNIQUE,
    at BIGINT NOT NULL,
    verb TEXT NOT NULL,
    record_id TEXT,
    contact_id TEXT,
    professional_id TEXT,
    function TEXT NOT NULL,
    party_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    purposes TEXT NOT NULL DEFAULT '',
    reason TEXT,
    shown TEXT,
    request_id TEXT,
    written INTEGER PRIMARY KEY
);
INSERT INTO journal_in_order (id, at, verb, record_id, contact_id, professional_id, function, party_id, account_id, purposes, reason, shown, request_id)
SELECT id, at, verb, record_id, contact_id, professional_id, function, party_id, account_id, purposes, reason, shown, request_id
FROM journal ORDER BY rowid;
DROP TRIGGER journal_checkpoint_insert;
DROP TABLE journal;
ALTER TABLE journal_in_order RENAME TO journal;
CREATE INDEX journal_by_time ON journal (at, written);
CREATE INDEX journal_by_record ON journal (record_id, at);
CREATE INDEX journal_searches ON journal (account_id, at) WHERE verb = 'SEARCH';

CREATE TRIGGER journal_waits AFTER INSERT ON journal
WHEN NOT EXISTS (SELECT 1 FROM journal_link WHERE entry_id = NEW.id)
BEGIN
    INSERT INTO journal_unlinked (entry_id) VALUES (NEW.id);
END;

CREATE TRIGGER journal_is_about AFTER INSERT ON journal
WHEN NEW.contact_id IS NOT NULL AND NEW.record_id IS NOT NULL
BEGIN
    INSERT INTO journal_about (contact_id, at, entry_id, record_id, categories, secret)
    VALUES (NEW.contact_id, NEW.at, NEW.id, NEW.record_id, '', COALESCE(
        (SELECT a.secret FROM appointment a WHERE a.id = NEW.record_id),
        (SELECT w.secret FROM waitlist w WHERE w.id = NEW.record_id),
        FALSE
    ));
END;

CREATE TRIGGER journal_insert BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE id = NEW.id OR written = NEW.written)
BEGIN
    SELECT RAISE(ABORT, 'journal_append_only');
END;

CREATE TRIGGER journal_update BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'journal_append_only');
END;

CREATE TRIGGER journal_delete BEFORE DELETE ON journal
WHEN OLD.at > unixepoch() - 15552000
BEGIN
    SELECT RAISE(ABORT, 'journal_append_only');
END;

CREATE TRIGGER journal_checkpoint_insert BEFORE INSERT ON journal_checkpoint
WHEN NOT EXISTS (SELECT 1 FROM journal_link WHERE seq = NEW.seq AND hash = NEW.hash)
    OR EXISTS (
        SELECT 1 FROM journal_link l JOIN journal j ON j.id = l.entry_id
        WHERE l.seq <= NEW.seq AND j.at > unixepoch() - 15552000
    )
BEGIN
    SELECT RAISE(ABORT, 'journal_append_only');
END;
