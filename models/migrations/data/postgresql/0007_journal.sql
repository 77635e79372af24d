-- The journal: who did or read what, when, for what and under which rule. Ids and words, never a value.
-- It only grows; what is older than 180 days may be removed, by the database's own clock.

CREATE TABLE journal (
    id TEXT PRIMARY KEY,
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
    request_id TEXT
);
INSERT INTO journal (id, at, verb, record_id, contact_id, professional_id, function, party_id, account_id, reason)
SELECT t.id, t.at, t.verb, t.record_id, a.contact_id, t.professional_id, t.function, t.party_id, t.account_id, t.reason
FROM act t LEFT JOIN appointment a ON a.id = t.record_id ORDER BY t.at, t.id;
DROP TABLE act;
CREATE INDEX journal_by_time ON journal (at, id);
CREATE INDEX journal_by_record ON journal (record_id, at);
CREATE INDEX journal_searches ON journal (account_id, at) WHERE verb = 'SEARCH';

-- Which entries are about whom; `secret` keeps one from those who act for a minor.
CREATE TABLE journal_about (
    contact_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    entry_id TEXT NOT NULL,
    record_id TEXT NOT NULL,
    categories TEXT NOT NULL,
    secret BOOLEAN NOT NULL,
    PRIMARY KEY (contact_id, at, entry_id, record_id)
);
INSERT INTO journal_about (contact_id, at, entry_id, record_id, categories, secret)
SELECT j.contact_id, j.at, j.id, j.record_id, '', a.secret
FROM journal j JOIN appointment a ON a.id = j.record_id;

-- The chain: each hash is of the hash before it and of an entry. The head is its end, and the chain's lock.
CREATE TABLE journal_link (
    seq BIGINT PRIMARY KEY,
    entry_id TEXT NOT NULL UNIQUE,
    hash BYTEA NOT NULL
);
CREATE TABLE journal_head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL
) WITH (fillfactor = 10);
INSERT INTO journal_head (one, seq, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));
CREATE TABLE journal_unlinked (entry_id TEXT PRIMARY KEY);
INSERT INTO journal_unlinked (entry_id) SELECT id FROM journal;

-- Where the chain starts again after what was removed.
CREATE TABLE journal_checkpoint (
    seq BIGINT PRIMARY KEY,
    hash BYTEA NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE alert (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    function TEXT NOT NULL,
    party_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    record_id TEXT,
    contact_id TEXT,
    category TEXT,
    acknowledged_at BIGINT,
    acknowledged_by TEXT
);
CREATE INDEX alert_by_time ON alert (at, id);

CREATE FUNCTION journal_waits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM journal_link WHERE entry_id = NEW.id) THEN
        INSERT INTO journal_unlinked (entry_id) VALUES (NEW.id);
    END IF;
    IF NEW.contact_id IS NOT NULL AND NEW.record_id IS NOT NULL THEN
        INSERT INTO journal_about (contact_id, at, entry_id, record_id, categories, secret)
        VALUES (NEW.contact_id, NEW.at, NEW.id, NEW.record_id, '', COALESCE(
            (SELECT a.secret FROM appointment a WHERE a.id = NEW.record_id),
            (SELECT w.secret FROM waitlist w WHERE w.id = NEW.record_id),
            FALSE
        ));
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER journal_waits AFTER INSERT ON journal FOR EACH ROW EXECUTE FUNCTION journal_waits();

CREATE FUNCTION journal_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'journal_append_only'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'journal_append_only';
END
$$;

CREATE TRIGGER journal_update BEFORE UPDATE ON journal
FOR EACH ROW EXECUTE FUNCTION journal_append_only();
CREATE TRIGGER journal_delete BEFORE DELETE ON journal
FOR EACH ROW WHEN (OLD.at > extract(epoch FROM now())::bigint - 15552000)
EXECUTE FUNCTION journal_append_only();
CREATE TRIGGER journal_truncate BEFORE TRUNCATE ON journal
FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only();

CREATE TRIGGER journal_about_update BEFORE UPDATE ON journal_about
FOR EACH ROW EXECUTE FUNCTION journal_append_only();
CREATE TRIGGER journal_about_delete BEFORE DELETE ON journal_about
FOR EACH ROW WHEN (OLD.at > extract(epoch FROM now())::bigint - 15552000)
EXECUTE FUNCTION journal_append_only();
CREATE TRIGGER journal_about_truncate BEFORE TRUNCATE ON journal_about
FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only();

CREATE FUNCTION journal_link_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.seq > COALESCE((SELECT MAX(seq) FROM journal_checkpoint), 0) THEN
        RAISE EXCEPTION 'journal_append_only'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'journal_append_only';
    END IF;
    RETURN OLD;
END
$$;
CREATE TRIGGER journal_link_update BEFORE UPDATE ON journal_link
FOR EACH ROW EXECUTE FUNCTION journal_append_only();
CREATE TRIGGER journal_link_delete BEFORE DELETE ON journal_link
FOR EACH ROW EXECUTE FUNCTION journal_link_delete();
CREATE TRIGGER journal_link_truncate BEFORE TRUNCATE ON journal_link
FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only();

CREATE FUNCTION journal_checkpoint_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM journal_link WHERE seq = NEW.seq AND hash = NEW.hash) OR EXISTS (
        SELECT 1 FROM journal_link l JOIN journal j ON j.id = l.entry_id
        WHERE l.seq <= NEW.seq AND j.at > extract(epoch FROM now())::bigint - 15552000
    ) THEN
        RAISE EXCEPTION 'journal_append_only'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'journal_append_only';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER journal_checkpoint_insert BEFORE INSERT ON journal_checkpoint
FOR EACH ROW EXECUTE FUNCTION journal_checkpoint_insert();
CREATE TRIGGER journal_checkpoint_update BEFORE UPDATE ON journal_checkpoint
FOR EACH ROW EXECUTE FUNCTION journal_append_only();
CREATE TRIGGER journal_checkpoint_delete BEFORE DELETE ON journal_checkpoint
FOR EACH ROW EXECUTE FUNCTION journal_append_only();
CREATE TRIGGER journal_checkpoint_truncate BEFORE TRUNCATE ON journal_checkpoint
FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only();
