--liquibase formatted sql

--changeset hongyan:070-groups

-- How a group is run, and its pinned messages (seqs with commas between them), as its last summary says.
ALTER TABLE conversation ADD COLUMN notice text;
ALTER TABLE conversation ADD COLUMN adding text;
ALTER TABLE conversation ADD COLUMN silenced boolean;
ALTER TABLE conversation ADD COLUMN max_members integer;
ALTER TABLE conversation ADD COLUMN joining text;
ALTER TABLE conversation ADD COLUMN pinned text;

-- What a member is called in a group, by the entry nickname_seq, and until when they may say nothing, by muted_seq.
-- Nothing of it holds for who joined later than that.
CREATE TABLE group_member (
    conversation bigint NOT NULL,
    account      bigint NOT NULL,
    nickname     text,
    nickname_seq bigint NOT NULL DEFAULT 0,
    muted_until  timestamptz,
    muted_seq    bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (conversation, account)
);

-- Links by which people come into a group.
CREATE TABLE group_link (
    code_hash    bytea PRIMARY KEY,
    conversation bigint NOT NULL,
    created_by   bigint NOT NULL,
    expires_at   timestamptz NOT NULL
);

CREATE INDEX group_link_conversation ON group_link (conversation);

-- Who wants to come into a group, and waits for somebody to agree.
CREATE TABLE join_request (
    conversation bigint NOT NULL,
    account      bigint NOT NULL,
    at           timestamptz NOT NULL,
    PRIMARY KEY (conversation, account)
);
