-- Who may change a place: its founder, and whoever receives there. Changes carry the version they are based on.

ALTER TABLE place ADD COLUMN founded_by TEXT REFERENCES professional (id);
ALTER TABLE place ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
CREATE INDEX place_by_founder ON place (founded_by);
