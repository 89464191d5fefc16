--liquibase formatted sql

--changeset hongyan:100-media

-- What people upload. Of an upload that isn't complete, `received` bytes of `length` are there, in pieces; what a
-- complete one has become is in the columns from `size` on. One that is doomed is being thrown away.
CREATE TABLE media (
    id             bigint PRIMARY KEY,
    owner          bigint NOT NULL,
    kind           text NOT NULL,
    name           text NOT NULL,
    length         bigint NOT NULL,
    received       bigint NOT NULL,
    duration_ms    bigint,
    size           bigint,
    type           text,
    digest         text,
    width          integer,
    height         integer,
    thumbnail_type text,
    thumbnail_size bigint,
    created_at     timestamptz NOT NULL,
    touched_at     timestamptz NOT NULL,
    doomed         boolean NOT NULL DEFAULT false
);

-- For the quota.
CREATE INDEX media_owner ON media (owner);

-- For throwing away what nobody has sent.
CREATE INDEX media_touched ON media (touched_at);

-- What an upload consists of until it is complete.
CREATE TABLE media_piece (
    media  bigint NOT NULL REFERENCES media (id) ON DELETE CASCADE,
    starts bigint NOT NULL,
    bytes  bigint NOT NULL,
    key    text NOT NULL,
    PRIMARY KEY (media, starts)
);

-- The messages that carry media, known by what identifies a message before it is numbered. Written before the log is
-- asked, so that whoever sees the message may see what it carries; `floor` is the lowest number it can have got.
CREATE TABLE media_reference (
    media        bigint NOT NULL REFERENCES media (id),
    conversation bigint NOT NULL,
    sender       bigint NOT NULL,
    client_id    text NOT NULL,
    floor        bigint NOT NULL,
    at           timestamptz NOT NULL,
    -- Whether the message is known to be in the timeline.
    settled      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (media, conversation, sender, client_id)
);

CREATE INDEX media_reference_unsettled ON media_reference (at) WHERE NOT settled;
