--liquibase formatted sql
--changeset hongyan:060-rebuild

-- How far a rebuild has come that isn't finished, so that it can go on. A part is a partition of a topic, or whatever
-- else is gone through in order; the goal is where it is done.
CREATE TABLE rebuild (
    what     text NOT NULL,
    part     text NOT NULL,
    position bigint NOT NULL,
    goal     bigint NOT NULL,
    PRIMARY KEY (what, part)
);

-- How often Kafka's state was rebuilt: the epoch of the mailboxes of then, and the topics it went into.
CREATE TABLE state_epoch (
    epoch  integer PRIMARY KEY,
    topics text NOT NULL,
    begun  timestamptz NOT NULL,
    ended  timestamptz
);
