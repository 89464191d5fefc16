--liquibase formatted sql

--changeset hongyan:005-topics
-- What the topics were when they were first seen. Another id or partition count later means that Kafka's disk was lost
-- or replaced: numbering must not go on.
CREATE TABLE topic (
    name text PRIMARY KEY,
    id text NOT NULL,
    partitions int NOT NULL
);
