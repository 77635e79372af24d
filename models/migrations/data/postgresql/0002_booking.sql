-- Booking: rules on visit types and agendas, exceptions, resources, seats, holds, series, waiting lists.

ALTER TABLE place ADD COLUMN holiday_region TEXT;
ALTER TABLE agenda ADD COLUMN lanes INTEGER NOT NULL DEFAULT 1 CHECK (lanes BETWEEN 1 AND 20);
ALTER TABLE agenda ADD COLUMN closes_on_holidays BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE agenda ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE professional ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- Minutes, counts and words; an empty column sets no limit.
ALTER TABLE visit_type ADD COLUMN buffer_before INTEGER NOT NULL DEFAULT 0;
ALTER TABLE visit_type ADD COLUMN buffer_after INTEGER NOT NULL DEFAULT 0;
ALTER TABLE visit_type ADD COLUMN grid_step INTEGER NOT NULL DEFAULT 15;
ALTER TABLE visit_type ADD COLUMN notice INTEGER NOT NULL DEFAULT 0;
ALTER TABLE visit_type ADD COLUMN horizon INTEGER;
ALTER TABLE visit_type ADD COLUMN per_day INTEGER;
ALTER TABLE visit_type ADD COLUMN per_week INTEGER;
ALTER TABLE visit_type ADD COLUMN open_appointments INTEGER;
ALTER TABLE visit_type ADD COLUMN accepts_new BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE visit_type ADD COLUMN accepts_known BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE visit_type ADD COLUMN channels TEXT NOT NULL DEFAULT 'AGENDA ONLINE PHONE';
ALTER TABLE visit_type ADD COLUMN modes TEXT NOT NULL DEFAULT 'IN_PERSON';
ALTER TABLE visit_type ADD COLUMN capacity INTEGER NOT NULL DEFAULT 1;
ALTER TABLE visit_type ADD COLUMN needs_approval BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE visit_type ADD COLUMN approval_minutes INTEGER NOT NULL DEFAULT 1440;
ALTER TABLE visit_type ADD COLUMN cancellation_window INTEGER NOT NULL DEFAULT 0;
ALTER TABLE visit_type ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- One agenda's own answer to a rule of a visit type; what is empty is inherited.
CREATE TABLE visit_type_override (
    agenda_id TEXT NOT NULL REFERENCES agenda (id),
    visit_type_id TEXT NOT NULL REFERENCES visit_type (id),
    offered BOOLEAN,
    duration INTEGER,
    buffer_before INTEGER,
    buffer_after INTEGER,
    grid_step INTEGER,
    notice INTEGER,
    horizon INTEGER,
    per_day INTEGER,
    per_week INTEGER,
    open_appointments INTEGER,
    accepts_new BOOLEAN,
    accepts_known BOOLEAN,
    channels TEXT,
    modes TEXT,
    capacity INTEGER,
    needs_approval BOOLEAN,
    approval_minutes INTEGER,
    cancellation_window INTEGER,
    PRIMARY KEY (agenda_id, visit_type_id)
);

ALTER TABLE opening ADD COLUMN first_day TEXT;
ALTER TABLE opening ADD COLUMN last_day TEXT;
ALTER TABLE opening ADD COLUMN weeks TEXT NOT NULL DEFAULT 'ALL';
ALTER TABLE opening ADD COLUMN every INTEGER NOT NULL DEFAULT 1;

CREATE TABLE extra_opening (
    id TEXT PRIMARY KEY,
    agenda_id TEXT NOT NULL REFERENCES agenda (id),
    day TEXT NOT NULL,
    starts_minute INTEGER NOT NULL,
    ends_minute INTEGER NOT NULL,
    CHECK (starts_minute < ends_minute)
);
CREATE INDEX extra_opening_by_agenda ON extra_opening (agenda_id, day);

-- A closure closes one agenda; an absence closes all agendas of a professional.
CREATE TABLE closure (
    id TEXT PRIMARY KEY,
    professional_id TEXT NOT NULL REFERENCES professional (id),
    agenda_id TEXT REFERENCES agenda (id),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    starts_minute INTEGER NOT NULL DEFAULT 0,
    ends_minute INTEGER NOT NULL DEFAULT 1440,
    created_at BIGINT NOT NULL
);
CREATE INDEX closure_by_professional ON closure (professional_id, last_day);

CREATE TABLE resource_pool (
    id TEXT PRIMARY KEY,
    professional_id TEXT REFERENCES professional (id),
    practice_id TEXT REFERENCES practice (id),
    name TEXT NOT NULL
);
CREATE INDEX resource_pool_by_professional ON resource_pool (professional_id);
CREATE INDEX resource_pool_by_practice ON resource_pool (practice_id);

CREATE TABLE resource (
    id TEXT PRIMARY KEY,
    pool_id TEXT NOT NULL REFERENCES resource_pool (id),
    name TEXT NOT NULL,
    active BOOLEAN NOT NULL DEFAULT TRUE
);
CREATE INDEX resource_by_pool ON resource (pool_id);

CREATE TABLE visit_type_pool (
    visit_type_id TEXT NOT NULL REFERENCES visit_type (id),
    pool_id TEXT NOT NULL REFERENCES resource_pool (id),
    PRIMARY KEY (visit_type_id, pool_id)
);

CREATE TABLE contact_block (
    professional_id TEXT NOT NULL REFERENCES professional (id),
    contact_id TEXT NOT NULL REFERENCES contact (id),
    blocked_at BIGINT NOT NULL,
    blocked_by TEXT NOT NULL,
    PRIMARY KEY (professional_id, contact_id)
);

-- A claim takes a span of an owner's lane; who sits in it is in `seat`. A claim without seats is a block.
ALTER TABLE claim ADD COLUMN visit_type_id TEXT REFERENCES visit_type (id);
ALTER TABLE claim ADD COLUMN capacity INTEGER NOT NULL DEFAULT 1;
ALTER TABLE claim ADD COLUMN part_of TEXT REFERENCES claim (id);
CREATE INDEX claim_by_whole ON claim (part_of);

CREATE TABLE seat (
    claim_id TEXT NOT NULL REFERENCES claim (id),
    number INTEGER NOT NULL,
    holder_id TEXT NOT NULL,
    held_until BIGINT,
    PRIMARY KEY (claim_id, number)
);
CREATE INDEX seat_by_holder ON seat (holder_id);
CREATE INDEX seat_held ON seat (held_until) WHERE held_until IS NOT NULL;
INSERT INTO seat (claim_id, number, holder_id)
SELECT id, 0, appointment_id FROM claim WHERE state = 'TAKEN' AND appointment_id IS NOT NULL;
UPDATE claim SET visit_type_id = (SELECT a.visit_type_id FROM appointment a WHERE a.id = claim.appointment_id)
WHERE appointment_id IS NOT NULL;
UPDATE claim SET state = 'FREED', hold_until = NULL WHERE state = 'HELD';
ALTER TABLE claim DROP CONSTRAINT claim_overlap;
DROP INDEX claim_live;
ALTER TABLE claim DROP COLUMN hold_until;
ALTER TABLE claim DROP COLUMN appointment_id;
ALTER TABLE claim DROP CONSTRAINT claim_state_check;
ALTER TABLE claim ADD CONSTRAINT claim_state_check CHECK (state IN ('TAKEN', 'FREED'));
ALTER TABLE claim ADD CONSTRAINT claim_overlap EXCLUDE USING gist (
    owner_range(owner_id, owner_id, '[]') WITH &&,
    int4range(lane, lane, '[]') WITH &&,
    int8range(starts_at, ends_at) WITH &&
) WHERE (state = 'TAKEN');
CREATE INDEX claim_taken ON claim (owner_id, starts_at) WHERE state = 'TAKEN';

CREATE TABLE hold (
    id TEXT PRIMARY KEY,
    caller TEXT NOT NULL,
    professional_id TEXT NOT NULL REFERENCES professional (id),
    agenda_id TEXT NOT NULL REFERENCES agenda (id),
    visit_type_id TEXT NOT NULL REFERENCES visit_type (id),
    contact_id TEXT REFERENCES contact (id),
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    held_until BIGINT NOT NULL,
    extended INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state IN ('HELD', 'USED', 'RELEASED', 'EXPIRED')),
    created_at BIGINT NOT NULL
);
CREATE INDEX hold_by_caller ON hold (caller, held_until);

ALTER TABLE appointment ADD COLUMN mode TEXT NOT NULL DEFAULT 'IN_PERSON';
ALTER TABLE appointment ADD COLUMN policy TEXT NOT NULL DEFAULT '{}';
ALTER TABLE appointment ADD COLUMN series_id TEXT;
ALTER TABLE appointment ADD COLUMN pending_until BIGINT;
ALTER TABLE appointment ADD COLUMN override_reason TEXT;
CREATE INDEX appointment_pending ON appointment (pending_until) WHERE pending_until IS NOT NULL;
CREATE INDEX appointment_by_series ON appointment (series_id);

CREATE TABLE waitlist (
    id TEXT PRIMARY KEY,
    agenda_id TEXT NOT NULL REFERENCES agenda (id),
    visit_type_id TEXT NOT NULL REFERENCES visit_type (id),
    contact_id TEXT NOT NULL REFERENCES contact (id),
    caller TEXT NOT NULL,
    channel TEXT NOT NULL,
    partner_id TEXT REFERENCES partner (id),
    booked_by_contact_id TEXT REFERENCES contact (id),
    not_before BIGINT NOT NULL,
    not_after BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('WAITING', 'OFFERED', 'BOOKED', 'LEFT', 'EXPIRED')),
    hold_id TEXT REFERENCES hold (id),
    offers INTEGER NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);
CREATE INDEX waitlist_waiting ON waitlist (agenda_id, created_at) WHERE state = 'WAITING';
CREATE INDEX waitlist_by_contact ON waitlist (contact_id);

-- What was done, by whom and why: ids and words, never a value.
CREATE TABLE act (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    verb TEXT NOT NULL,
    record_id TEXT NOT NULL,
    professional_id TEXT,
    function TEXT NOT NULL,
    party_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    reason TEXT
);
CREATE INDEX act_by_record ON act (record_id, at);

-- What subscribers of an agenda are told: that it changed, and where.
CREATE TABLE agenda_event (
    id TEXT PRIMARY KEY,
    professional_id TEXT NOT NULL,
    agenda_id TEXT,
    record_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    starts_at BIGINT,
    ends_at BIGINT,
    at BIGINT NOT NULL
);
CREATE INDEX agenda_event_by_time ON agenda_event (professional_id, at);
