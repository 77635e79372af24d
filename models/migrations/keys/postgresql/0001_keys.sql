-- The keys database: every key is wrapped by the master key that key_id names. Instants are UTC epoch seconds.

-- The key of one contact's sealed values. To delete the row is to erase the contact (GDPR 17).
CREATE TABLE data_key (
    contact_id text PRIMARY KEY,
    key_id text NOT NULL,
    wrapped bytea NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX data_key_by_master_key ON data_key (key_id, contact_id);

-- Random secrets of the deployment, by purpose; they outlive a change of master key.
CREATE TABLE named_secret (
    name text PRIMARY KEY,
    key_id text NOT NULL,
    wrapped bytea NOT NULL,
    created_at bigint NOT NULL
);

-- The keys that sign tokens. A retired one has lost its private part and still verifies.
CREATE TABLE signing_key (
    kid text PRIMARY KEY,
    key_id text,
    wrapped bytea,
    public bytea NOT NULL,
    created_at bigint NOT NULL,
    retired_at bigint,
    CHECK ((key_id IS NULL) = (wrapped IS NULL)),
    CHECK ((wrapped IS NULL) = (retired_at IS NOT NULL))
);
