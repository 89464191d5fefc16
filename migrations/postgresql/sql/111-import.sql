--liquibase formatted sql

--changeset hongyan:111-import

-- Which conversation each group of an import has become, by the key that its file gives it.
CREATE TABLE imported_group (
    key          text PRIMARY KEY,
    conversation bigint NOT NULL
);
