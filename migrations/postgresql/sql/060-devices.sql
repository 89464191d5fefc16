--liquibase formatted sql

--changeset hongyan:060-devices

-- Whether the last revocation made room for another device of its kind.
ALTER TABLE device ADD COLUMN replaced boolean NOT NULL DEFAULT false;

-- How a device is woken while it isn't connected; good for as long as the login of that generation.
CREATE TABLE push_token (
    device     bigint PRIMARY KEY REFERENCES device (id) ON DELETE CASCADE,
    generation bigint NOT NULL,
    provider   text NOT NULL,
    token      text NOT NULL,
    updated_at timestamptz NOT NULL
);
