--liquibase formatted sql
--changeset hongyan:030-secrets

-- Keys that all nodes share, each made by whichever node needs it first.
CREATE TABLE secret (
    name  text PRIMARY KEY,
    value bytea NOT NULL
);
