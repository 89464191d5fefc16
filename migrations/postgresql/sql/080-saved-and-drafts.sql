--liquibase formatted sql

--changeset hongyan:080-saved-and-drafts

-- Somebody's conversation with themselves is theirs twice.
ALTER TABLE direct_conversation DROP CONSTRAINT direct_conversation_check;
ALTER TABLE direct_conversation ADD CONSTRAINT direct_conversation_order CHECK (lower_account <= higher_account);

-- What somebody has begun to write in a conversation, on any of their devices.
CREATE TABLE draft (
    account      bigint NOT NULL,
    conversation bigint NOT NULL,
    text         text NOT NULL,
    reply_to     bigint,
    updated_at   timestamptz NOT NULL,
    PRIMARY KEY (account, conversation)
);
