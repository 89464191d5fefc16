--liquibase formatted sql

--changeset hongyan:050-operations

-- The last edit of a message: its entry, when, and what the message says since. `body` stays what was sent.
ALTER TABLE entry ADD COLUMN edited_by bigint;
ALTER TABLE entry ADD COLUMN edited_at timestamptz;
ALTER TABLE entry ADD COLUMN edited_body text;

-- The edits of a message, for its history.
CREATE INDEX entry_edit ON entry (conversation, target, seq) WHERE type = 'edit';

-- What each person did last with each emoji on a message: seq is the entry that says so.
CREATE TABLE reaction (
    conversation bigint NOT NULL,
    target       bigint NOT NULL,
    emoji        text COLLATE "C" NOT NULL,
    account      bigint NOT NULL,
    seq          bigint NOT NULL,
    at           timestamptz NOT NULL,
    is_on        boolean NOT NULL,
    PRIMARY KEY (conversation, target, emoji, account)
);
