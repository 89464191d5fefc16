--liquibase formatted sql

--changeset hongyan:121-presence-word

-- How somebody has said last that they are, INVISIBLE or not, and when, in milliseconds since 1970: what Redis may lose.
-- Only whoever has ever been invisible has a row.
CREATE TABLE presence_word (
    account bigint PRIMARY KEY,
    status  text   NOT NULL,
    said_at bigint NOT NULL
);
