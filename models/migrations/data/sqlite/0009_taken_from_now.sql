-- What is asked of taken time lies ahead nearly always: found by its end, the past is never read again.
DROP INDEX claim_taken;
CREATE INDEX claim_taken ON claim (owner_id, ends_at, starts_at) WHERE state = 'TAKEN';

-- Claims of one lane never overlap: of those that end after another begins, the first to end tells whether any
-- begins before that other ends.
DROP TRIGGER claim_insert_overlap;
CREATE TRIGGER claim_insert_overlap BEFORE INSERT ON claim
WHEN NEW.state = 'TAKEN'
BEGIN
    SELECT RAISE(ABORT, 'claim_overlap') WHERE NEW.ends_at > (
        SELECT starts_at FROM claim
        WHERE state = 'TAKEN' AND owner_id = NEW.owner_id AND lane = NEW.lane AND ends_at > NEW.starts_at
        ORDER BY ends_at LIMIT 1
    );
END;

DROP TRIGGER claim_update_overlap;
CREATE TRIGGER claim_update_overlap BEFORE UPDATE OF owner_id, lane, starts_at, ends_at, state ON claim
WHEN NEW.state = 'TAKEN'
BEGIN
    SELECT RAISE(ABORT, 'claim_overlap') WHERE NEW.ends_at > (
        SELECT starts_at FROM claim
        WHERE state = 'TAKEN' AND owner_id = NEW.owner_id AND lane = NEW.lane AND ends_at > NEW.starts_at
            AND id <> OLD.id
        ORDER BY ends_at LIMIT 1
    );
END;
