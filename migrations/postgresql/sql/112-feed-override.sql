--liquibase formatted sql

--changeset hongyan:112-feed-override

-- READ or WRITE where an administrator has said so for this author, whatever their followers are.
ALTER TABLE feed_author ADD COLUMN override text;
