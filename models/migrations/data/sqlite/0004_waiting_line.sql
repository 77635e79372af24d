-- Waiting lists: an order that one second does not blur, the version a change is based on, a minor's secret,
-- and one entry for each wish.

ALTER TABLE waitlist ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE waitlist ADD COLUMN secret BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE waitlist ADD COLUMN place_in_line BIGINT NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX waitlist_once ON waitlist (contact_id, agenda_id, visit_type_id)
WHERE state IN ('WAITING', 'OFFERED');
CREATE INDEX waitlist_by_hold ON waitlist (hold_id);
CREATE INDEX hold_by_end ON hold (held_until);
CREATE INDEX hold_by_contact ON hold (contact_id) WHERE contact_id IS NOT NULL;
