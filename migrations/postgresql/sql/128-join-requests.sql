--liquibase formatted sql

--changeset hongyan:128-join-requests

-- The last entry of the group that was known when somebody asked to be let in: whatever brings them in later ends it.
ALTER TABLE join_request ADD COLUMN after_seq bigint NOT NULL DEFAULT 0;
