--liquibase formatted sql
--changeset hongyan:020-direct-conversations

-- Which conversation two people share, the one with the lower id first: so there is one for each two, whoever starts.
CREATE TABLE direct_conversation (
    lower_account  bigint NOT NULL,
    higher_account bigint NOT NULL,
    conversation   bigint NOT NULL UNIQUE,
    PRIMARY KEY (lower_account, higher_account),
    CHECK (lower_account < higher_account)
);
