--liquibase formatted sql

--changeset hongyan:102-media-recalls

-- For throwing away what only recalled messages carried. Few messages are recalled, so this is small.
CREATE INDEX entry_recalled ON entry (conversation, sender, client_id) WHERE recalled_by IS NOT NULL;
