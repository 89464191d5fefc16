--liquibase formatted sql

--changeset hongyan:126-block-changes

-- Blocks that were begun, or begun to be ended, until it is known what has become of them in Neo4j, which has them.
CREATE TABLE block_change (
    blocker  bigint NOT NULL,
    other    bigint NOT NULL,
    id       bigint NOT NULL,
    begun_at timestamptz NOT NULL,
    PRIMARY KEY (blocker, other, id)
);

CREATE INDEX block_change_begun ON block_change (begun_at);

-- Up to which block those from before receipts were stopped were looked at; no row once all were.
CREATE TABLE block_walk (
    blocker bigint NOT NULL,
    number  bigint NOT NULL
);

INSERT INTO block_walk (blocker, number) VALUES (0, 0);

-- What stands of blocks that never came about, or have ended, goes when they are settled.
INSERT INTO block_change (blocker, other, id, begun_at)
SELECT DISTINCT
    stop.blocker,
    CASE WHEN direct.lower_account = stop.blocker THEN direct.higher_account ELSE direct.lower_account END,
    0,
    timestamptz 'epoch'
FROM receipt_stop AS stop JOIN direct_conversation AS direct ON direct.conversation = stop.conversation;

-- By which change it was stored, until that one is known to have come about.
ALTER TABLE receipt_stop ADD COLUMN change bigint;
