--liquibase formatted sql

--changeset hongyan:110-feed

-- The posts of all authors. A deleted one stays, so that a repeated request can't make it again; its words don't.
CREATE TABLE post (
    id         bigint PRIMARY KEY,
    author     bigint NOT NULL,
    visibility text NOT NULL,
    text       text NOT NULL,
    repost_of  bigint,
    at         timestamptz NOT NULL,
    deleted    boolean NOT NULL DEFAULT false,
    likes      integer NOT NULL DEFAULT 0,
    comments   integer NOT NULL DEFAULT 0,
    reposts    integer NOT NULL DEFAULT 0
);

-- An author's own timeline, the newest first.
CREATE INDEX post_author ON post (author, id DESC) WHERE NOT deleted;

CREATE TABLE post_like (
    post    bigint NOT NULL,
    account bigint NOT NULL,
    number  bigint NOT NULL,
    PRIMARY KEY (post, account)
);

CREATE INDEX post_like_number ON post_like (post, number DESC);

CREATE TABLE post_comment (
    id       bigint PRIMARY KEY,
    post     bigint NOT NULL,
    author   bigint NOT NULL,
    reply_to bigint,
    text     text NOT NULL,
    at       timestamptz NOT NULL
);

CREATE INDEX post_comment_post ON post_comment (post, id DESC);

-- How often an author has gone from one way of fanning out to the other: even while their followers' timelines are
-- written, odd while their own is read.
CREATE TABLE feed_author (
    author     bigint PRIMARY KEY,
    generation bigint NOT NULL DEFAULT 0
);

-- Posts that aren't in the timelines of all their author's followers yet. Followers are told in falling order of the
-- number of their following; "below" is that of the last who was.
CREATE TABLE feed_fanout (
    post    bigint PRIMARY KEY,
    author  bigint NOT NULL,
    below   bigint NOT NULL,
    told_at timestamptz NOT NULL
);

CREATE INDEX feed_fanout_author ON feed_fanout (author, post DESC);
CREATE INDEX feed_fanout_told ON feed_fanout (told_at);

-- Up to which post somebody has seen their home timeline.
CREATE TABLE feed_mark (
    account bigint PRIMARY KEY,
    seen    bigint NOT NULL
);
