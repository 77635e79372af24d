-- Each change of what a professional offers is counted, so that who takes time knows whether what it read holds.

ALTER TABLE professional ADD COLUMN rules INTEGER NOT NULL DEFAULT 1;
