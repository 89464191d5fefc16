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

-- By which change it was stored, until that one is known to have come about.
ALTER TABLE receipt_stop ADD COLUMN change bigint;
