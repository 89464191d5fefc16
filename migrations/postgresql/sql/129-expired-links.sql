--liquibase formatted sql

--changeset hongyan:129-expired-links

-- Those that are over are thrown away.
CREATE INDEX group_link_expired ON group_link (expires_at);
