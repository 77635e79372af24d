-- The states that lie over the policy table, as a timeline; and who consented, objected, or belongs to a care team.

CREATE TABLE record_state (
    id TEXT PRIMARY KEY,
    record_id TEXT NOT NULL,
    contact_id TEXT NOT NULL REFERENCES contact (id),
    kind TEXT NOT NULL,
    target TEXT NOT NULL DEFAULT '',
    ground TEXT,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT,
    ended_at BIGINT,
    set_by_function TEXT NOT NULL,
    set_by_party TEXT NOT NULL,
    set_by_account TEXT NOT NULL,
    CHECK (valid_until IS NULL OR valid_from < valid_until)
);
CREATE INDEX record_state_by_record ON record_state (record_id, kind);
CREATE INDEX record_state_by_contact ON record_state (contact_id, kind);
CREATE INDEX record_state_opened ON record_state (target, record_id) WHERE kind = 'ARCHIVE_OPENED';
CREATE UNIQUE INDEX record_state_once ON record_state (record_id, kind, target) WHERE ended_at IS NULL;

-- What is in force of it, beside the record, so that deciding costs no statement; empty nearly always.
ALTER TABLE contact ADD COLUMN states TEXT;
ALTER TABLE appointment ADD COLUMN states TEXT;
ALTER TABLE contact ADD COLUMN archived_at BIGINT;
ALTER TABLE appointment ADD COLUMN archived_at BIGINT;

INSERT INTO record_state (
    id, record_id, contact_id, kind, valid_from, set_by_function, set_by_party, set_by_account
)
SELECT 'sta' || substr(id, 4), id, id, 'RESTRICTED', restricted_at, 'CONTACT', id, '' FROM contact
WHERE restricted_at IS NOT NULL;
INSERT INTO record_state (
    id, record_id, contact_id, kind, valid_from, set_by_function, set_by_party, set_by_account
)
SELECT 'sta' || substr(id, 4), id, contact_id, 'RESTRICTED', restricted_at, 'CONTACT', contact_id, ''
FROM appointment WHERE restricted_at IS NOT NULL;

CREATE TABLE consent (
    id TEXT PRIMARY KEY,
    contact_id TEXT NOT NULL REFERENCES contact (id),
    purpose TEXT NOT NULL,
    text_version TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    given_by_party TEXT NOT NULL,
    given_by_account TEXT NOT NULL,
    channel TEXT NOT NULL,
    withdrawn_at BIGINT,
    withdrawn_by_party TEXT
);
CREATE INDEX consent_by_contact ON consent (contact_id, purpose);
CREATE UNIQUE INDEX consent_once ON consent (contact_id, purpose) WHERE withdrawn_at IS NULL;

CREATE TABLE objection (
    id TEXT PRIMARY KEY,
    contact_id TEXT NOT NULL REFERENCES contact (id),
    purpose TEXT NOT NULL,
    raised_at BIGINT NOT NULL,
    raised_by_party TEXT NOT NULL,
    raised_by_account TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('WEIGHED', 'UPHELD', 'REFUSED', 'WITHDRAWN')),
    decided_at BIGINT,
    decided_by_party TEXT,
    decided_by_account TEXT,
    ground TEXT
);
CREATE INDEX objection_by_contact ON objection (contact_id, purpose);
CREATE UNIQUE INDEX objection_once ON objection (contact_id, purpose) WHERE state IN ('WEIGHED', 'UPHELD');

-- A professional of the care team of a contact receives what the one who named him holds (CSP L1110-4, L1110-12).
CREATE TABLE care_team (
    id TEXT PRIMARY KEY,
    contact_id TEXT NOT NULL REFERENCES contact (id),
    member_id TEXT NOT NULL REFERENCES professional (id),
    named_by TEXT NOT NULL REFERENCES professional (id),
    valid_from BIGINT NOT NULL,
    ended_at BIGINT,
    CHECK (member_id <> named_by)
);
CREATE INDEX care_team_by_member ON care_team (member_id, contact_id);
CREATE UNIQUE INDEX care_team_once ON care_team (contact_id, member_id, named_by) WHERE ended_at IS NULL;

-- The purposes a credential was granted; empty for all that its function serves.
ALTER TABLE account ADD COLUMN purposes TEXT;
ALTER TABLE api_client ADD COLUMN purposes TEXT;
