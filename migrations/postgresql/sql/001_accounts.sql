--liquibase formatted sql
--changeset hongyan:001_accounts

-- A person. name_key is the name as it is compared; display_key the display name as it is searched.
CREATE TABLE account (
    id            bigint PRIMARY KEY,
    name          text NOT NULL,
    name_key      text COLLATE "C" NOT NULL UNIQUE,
    display_name  text NOT NULL,
    display_key   text COLLATE "C" NOT NULL,
    -- NULL: made in bulk, gets in by a minted token only.
    password_hash text,
    role          text NOT NULL CHECK (role IN ('USER', 'ADMIN')),
    created_at    timestamptz NOT NULL,
    disabled_at   timestamptz
);

CREATE INDEX account_display ON account (display_key, id);

-- One client of a person. Tokens of a generation below the device's are revoked.
CREATE TABLE device (
    id         bigint PRIMARY KEY,
    account    bigint NOT NULL REFERENCES account (id),
    kind       text NOT NULL CHECK (kind IN ('WEB', 'IOS', 'ANDROID', 'PC', 'BOT')),
    name       text NOT NULL,
    generation bigint NOT NULL,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz,
    -- A device that was minted for a bot or a test ends with its token.
    expires_at timestamptz
);

CREATE INDEX device_account ON device (account);
CREATE INDEX device_revoked ON device (revoked_at) WHERE revoked_at IS NOT NULL;
CREATE INDEX device_expires ON device (expires_at) WHERE expires_at IS NOT NULL;

-- The refresh tokens that follow each other on one device: only the newest is good. Every token of the family carries
-- the family's secret, so one that carries it and isn't the newest has been used before.
CREATE TABLE refresh_family (
    device        bigint PRIMARY KEY REFERENCES device (id) ON DELETE CASCADE,
    generation    bigint NOT NULL,
    secret_hash   bytea NOT NULL,
    token_hash    bytea NOT NULL,
    expires_at    timestamptz NOT NULL,
    -- What is needed to repeat the last answer: see RefreshTokens.
    previous_hash bytea,
    key_hash      bytea,
    salt          bytea,
    rotated_at    timestamptz
);

CREATE INDEX refresh_family_expires ON refresh_family (expires_at);

-- Codes that let somebody register where registration is by invitation.
CREATE TABLE invite (
    code_hash  bytea PRIMARY KEY,
    created_by bigint NOT NULL REFERENCES account (id),
    uses_left  integer NOT NULL CHECK (uses_left >= 0),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);

-- What administrators did.
CREATE TABLE audit (
    id     bigint PRIMARY KEY,
    at     timestamptz NOT NULL,
    actor  bigint NOT NULL,
    action text NOT NULL,
    target text NOT NULL,
    detail text NOT NULL
);

CREATE INDEX audit_at ON audit (at);

-- Which id a client's Idempotency-Key stands for.
CREATE TABLE idempotency (
    scope        text COLLATE "C" NOT NULL,
    key_hash     bytea NOT NULL,
    request_hash bytea NOT NULL,
    result       bigint NOT NULL,
    expires_at   timestamptz NOT NULL,
    PRIMARY KEY (scope, key_hash)
);

CREATE INDEX idempotency_expires ON idempotency (expires_at);
