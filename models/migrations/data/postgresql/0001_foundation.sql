-- Ids are opaque texts; instants are UTC epoch seconds; lists are words separated by one space.
-- Columns named after a category (identity, reach, birth, physician, reason, note) hold sealed bytes.

CREATE TABLE operator (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE practice (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE partner (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    guarantee_until BIGINT,
    created_at BIGINT NOT NULL
);

CREATE TABLE professional (
    id TEXT PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    sector TEXT NOT NULL,
    profession TEXT NOT NULL,
    specialty TEXT,
    display_name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    profession_key TEXT NOT NULL,
    specialty_key TEXT,
    rpps TEXT UNIQUE,
    siret TEXT UNIQUE,
    practice_id TEXT REFERENCES practice (id),
    languages TEXT NOT NULL,
    collects TEXT NOT NULL,
    accepts_new_contacts BOOLEAN NOT NULL DEFAULT TRUE,
    active BOOLEAN NOT NULL DEFAULT TRUE,
    created_at BIGINT NOT NULL
);
CREATE INDEX professional_by_practice ON professional (practice_id);
CREATE INDEX professional_by_sector ON professional (sector, profession_key);
CREATE INDEX professional_by_name ON professional (name_key, id);

CREATE TABLE place (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    street TEXT NOT NULL,
    postcode TEXT NOT NULL,
    city TEXT NOT NULL,
    city_key TEXT NOT NULL,
    country TEXT NOT NULL,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    time_zone TEXT NOT NULL
);
CREATE INDEX place_by_city ON place (city_key);

CREATE TABLE agenda (
    id TEXT PRIMARY KEY,
    professional_id TEXT NOT NULL REFERENCES professional (id),
    place_id TEXT NOT NULL REFERENCES place (id),
    active BOOLEAN NOT NULL DEFAULT TRUE
);
CREATE INDEX agenda_by_professional ON agenda (professional_id);
CREATE INDEX agenda_by_place ON agenda (place_id);

CREATE TABLE visit_type (
    id TEXT PRIMARY KEY,
    professional_id TEXT NOT NULL REFERENCES professional (id),
    name TEXT NOT NULL,
    duration INTEGER NOT NULL CHECK (duration > 0),
    reason_required BOOLEAN NOT NULL DEFAULT FALSE,
    active BOOLEAN NOT NULL DEFAULT TRUE,
    position INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX visit_type_by_professional ON visit_type (professional_id);

CREATE TABLE opening (
    id TEXT PRIMARY KEY,
    agenda_id TEXT NOT NULL REFERENCES agenda (id),
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    starts_minute INTEGER NOT NULL CHECK (starts_minute BETWEEN 0 AND 1439),
    ends_minute INTEGER NOT NULL CHECK (ends_minute BETWEEN 1 AND 1440),
    CHECK (starts_minute < ends_minute)
);
CREATE INDEX opening_by_agenda ON opening (agenda_id);

CREATE TABLE contact (
    id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    professional_id TEXT REFERENCES professional (id),
    partner_id TEXT REFERENCES partner (id),
    source_contact_id TEXT REFERENCES contact (id),
    entered_by TEXT NOT NULL,
    entered_by_account TEXT,
    collected_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    identity BYTEA,
    reach BYTEA,
    birth BYTEA,
    physician BYTEA,
    restricted_at BIGINT,
    erased_at BIGINT
);
CREATE INDEX contact_by_professional ON contact (professional_id, id);
CREATE INDEX contact_by_partner ON contact (partner_id, id);

CREATE TABLE relationship (
    id TEXT PRIMARY KEY,
    contact_id TEXT NOT NULL REFERENCES contact (id),
    relative_id TEXT NOT NULL REFERENCES contact (id),
    kind TEXT NOT NULL,
    power TEXT NOT NULL,
    proof BYTEA,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT,
    created_at BIGINT NOT NULL,
    CHECK (contact_id <> relative_id)
);
CREATE INDEX relationship_by_contact ON relationship (contact_id);
CREATE INDEX relationship_by_relative ON relationship (relative_id);

CREATE TABLE search_token (
    token BYTEA NOT NULL,
    contact_id TEXT NOT NULL REFERENCES contact (id),
    kind TEXT NOT NULL,
    PRIMARY KEY (token, contact_id)
);
CREATE INDEX search_token_by_contact ON search_token (contact_id);

CREATE TABLE appointment (
    id TEXT PRIMARY KEY,
    agenda_id TEXT NOT NULL REFERENCES agenda (id),
    professional_id TEXT NOT NULL REFERENCES professional (id),
    visit_type_id TEXT NOT NULL REFERENCES visit_type (id),
    contact_id TEXT NOT NULL REFERENCES contact (id),
    booked_by_contact_id TEXT REFERENCES contact (id),
    channel TEXT NOT NULL,
    partner_id TEXT REFERENCES partner (id),
    origin_function TEXT NOT NULL,
    origin_party_id TEXT NOT NULL,
    origin_account_id TEXT,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    status TEXT NOT NULL,
    cancelled_by TEXT,
    cancel_reason TEXT,
    reason BYTEA,
    note BYTEA,
    note_party_id TEXT,
    note_about_third_party BOOLEAN NOT NULL DEFAULT FALSE,
    secret BOOLEAN NOT NULL DEFAULT FALSE,
    version INTEGER NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    restricted_at BIGINT,
    CHECK (starts_at < ends_at)
);
CREATE INDEX appointment_by_professional ON appointment (professional_id, starts_at, id);
CREATE INDEX appointment_by_contact ON appointment (contact_id, starts_at, id);
CREATE INDEX appointment_by_booker ON appointment (booked_by_contact_id, starts_at, id);
CREATE INDEX appointment_by_partner ON appointment (partner_id, starts_at, id);
CREATE INDEX appointment_by_time ON appointment (starts_at, id);

-- Holds, appointments and blocks take time here, buffers included. The constraint is the
-- backstop behind the lock: no road can take one owner's lane twice.
CREATE TYPE owner_range AS RANGE (subtype = text, collation = "C");
CREATE TABLE claim (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL,
    lane INTEGER NOT NULL DEFAULT 0,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('HELD', 'TAKEN', 'FREED')),
    hold_until BIGINT,
    appointment_id TEXT REFERENCES appointment (id),
    CHECK (starts_at < ends_at),
    CHECK ((state = 'HELD') = (hold_until IS NOT NULL)),
    CONSTRAINT claim_overlap EXCLUDE USING gist (
        owner_range(owner_id, owner_id, '[]') WITH &&,
        int4range(lane, lane, '[]') WITH &&,
        int8range(starts_at, ends_at) WITH &&
    ) WHERE (state IN ('HELD', 'TAKEN'))
);
CREATE INDEX claim_live ON claim (owner_id, starts_at) WHERE state IN ('HELD', 'TAKEN');
CREATE INDEX claim_by_appointment ON claim (appointment_id);

CREATE TABLE instruction (
    id TEXT PRIMARY KEY,
    professional_id TEXT NOT NULL REFERENCES professional (id),
    processor_id TEXT NOT NULL REFERENCES operator (id),
    categories TEXT NOT NULL,
    purposes TEXT NOT NULL,
    text TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT,
    signed_by TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    withdrawn_at BIGINT,
    withdrawn_by TEXT
);
CREATE INDEX instruction_by_professional ON instruction (professional_id);

CREATE TABLE controllership_rule (
    id TEXT PRIMARY KEY,
    preset TEXT NOT NULL,
    channel TEXT NOT NULL,
    controller TEXT NOT NULL CHECK (controller IN ('OPERATOR', 'PROFESSIONAL')),
    articles TEXT NOT NULL,
    source TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT
);

CREATE TABLE preset_choice (
    valid_from BIGINT PRIMARY KEY,
    preset TEXT NOT NULL,
    chosen_by TEXT NOT NULL,
    chosen_at BIGINT NOT NULL
);

CREATE TABLE idempotency (
    caller TEXT NOT NULL,
    operation TEXT NOT NULL,
    key_hash BYTEA NOT NULL,
    content_hash BYTEA NOT NULL,
    outcome TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (caller, operation, key_hash)
);
CREATE INDEX idempotency_by_age ON idempotency (created_at);

CREATE TABLE account (
    id TEXT PRIMARY KEY,
    issuer TEXT,
    subject TEXT,
    function TEXT NOT NULL,
    party_kind TEXT NOT NULL,
    party_id TEXT NOT NULL,
    name TEXT NOT NULL,
    active BOOLEAN NOT NULL DEFAULT TRUE,
    created_at BIGINT NOT NULL,
    UNIQUE (issuer, subject)
);

CREATE TABLE api_client (
    id TEXT PRIMARY KEY,
    partner_id TEXT NOT NULL REFERENCES partner (id),
    name TEXT NOT NULL,
    key_hash BYTEA NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    last_used_at BIGINT,
    revoked_at BIGINT
);

CREATE TABLE revoked_token (
    token_id TEXT PRIMARY KEY,
    revoked_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
