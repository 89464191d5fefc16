--liquibase formatted sql

--changeset hongyan:030-recalls

-- The message that an operation is about.
ALTER TABLE entry ADD COLUMN target bigint;

-- The entry that recalled a message, and when. What it said stays, so that a late retry of it is recognised, and is not
-- shown.
ALTER TABLE entry ADD COLUMN recalled_by bigint;
ALTER TABLE entry ADD COLUMN recalled_at timestamptz;
