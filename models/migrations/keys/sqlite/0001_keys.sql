-- The keys database: every key is wrapped by the master key that key_id names. Instants are UTC epoch seconds.

-- The key of one contact's sealed values. To delete the row is to erase the contact (GDPR 17).
CREATE TABLE data_key (
    contact_id TEXT NOT NULL PRIMARY KEY,
    key_id TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX data_key_by_master_key ON data_key (key_id, contact_id);

-- Random secrets of the deployment, by purpose; they outlive a change of master key.
CREATE TABLE named_secret (
    name TEXT NOT NULL PRIMARY KEY,
    key_id TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- The keys that sign tokens. A retired one has lost its private part and still verifies.
CREATE TABLE signing_key (
    kid TEXT NOT NULL PRIMARY KEY,
    key_id TEXT,
    wrapped BLOB,
    public BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    retired_at INTEGER,
    CHECK ((key_id IS NULL) = (wrapped IS NULL)),
    CHECK ((wrapped IS NULL) = (retired_at IS NOT NULL))
) STRICT;
