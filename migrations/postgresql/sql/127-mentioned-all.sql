--liquibase formatted sql

--changeset hongyan:127-mentioned-all

-- The newest message that mentions all of a group that is read from its timeline, while members are told of it, and
-- the newest of somebody else than its sender, who is to be told of that (0 for none).
CREATE TABLE mentioned_all (
    conversation bigint PRIMARY KEY,
    seq          bigint NOT NULL,
    sender       bigint NOT NULL,
    others_seq   bigint NOT NULL
);
