--liquibase formatted sql

--changeset hongyan:102-media-recalls

-- For throwing away what only recalled messages carried: the recalls of some time, and what their messages carried.
CREATE INDEX entry_recalled ON entry (recalled_at) WHERE recalled_by IS NOT NULL;

CREATE INDEX media_reference_message ON media_reference (conversation, sender, client_id);
