--liquibase formatted sql

--changeset hongyan:120-upload-client-ids

-- What an upload's owner calls it, where they do: beginning it again under the same name is answered by it.
ALTER TABLE media ADD COLUMN client_id text;

CREATE UNIQUE INDEX media_client_id ON media (owner, client_id) WHERE NOT doomed;
