--liquibase formatted sql

--changeset hongyan:010-timelines

-- What Kafka's topics say, as tables: written by the projector only, and made again from the topics where lost.

-- The timelines, a row an entry. One partition a month (UTC) by the entry's time; the projector makes them.
CREATE TABLE entry (
    conversation bigint NOT NULL,
    seq          bigint NOT NULL,
    at           timestamptz NOT NULL,
    ordinal      bigint NOT NULL,
    type         text NOT NULL,
    sender       bigint NOT NULL,
    message_id   bigint,
    client_id    text,
    kind         text,
    -- JSON as the server wrote it. Not jsonb, which would give back another form of it.
    body         text NOT NULL,
    reply_to     bigint,
    -- JSON: user ids, or ["all"]; NULL for nobody.
    mentions     text,
    PRIMARY KEY (conversation, seq, at)
) PARTITION BY RANGE (at);

-- Whether a client id was used before the conversation state's window.
CREATE INDEX entry_client_id ON entry (conversation, sender, client_id) WHERE client_id IS NOT NULL;

-- Where a month begins in a conversation, so that a read touches the months of its entries only.
CREATE TABLE entry_month (
    conversation bigint NOT NULL,
    starts       timestamptz NOT NULL,
    ends         timestamptz NOT NULL,
    first_seq    bigint NOT NULL,
    PRIMARY KEY (conversation, starts)
);

-- A conversation's last entry, and its last message (0: none yet). Apart from `conversation`, which changes rarely.
CREATE TABLE head (
    conversation bigint PRIMARY KEY,
    seq          bigint NOT NULL,
    ordinal      bigint NOT NULL,
    at           timestamptz NOT NULL,
    message_seq  bigint NOT NULL,
    message_at   timestamptz
) WITH (fillfactor = 60);

-- A conversation as its last summary says; seq is the entry that changed it. Peers: the two of a direct conversation.
CREATE TABLE conversation (
    id           bigint PRIMARY KEY,
    seq          bigint NOT NULL,
    kind         text NOT NULL,
    title        text,
    owner        bigint,
    first_peer   bigint,
    second_peer  bigint,
    member_count integer NOT NULL,
    history      text NOT NULL,
    dissolved    boolean NOT NULL
);

-- Who is or was in a conversation, how far they read, and their own settings; position is that of their mailbox.
-- Deliveries are not projected: a message shows a hidden conversation again, so it is hidden only while nothing
-- countable came after read_ordinal.
CREATE TABLE member (
    account       bigint NOT NULL,
    conversation  bigint NOT NULL,
    position      bigint NOT NULL,
    role          text NOT NULL,
    joined_seq    bigint NOT NULL,
    has_left      boolean NOT NULL,
    read_seq      bigint NOT NULL,
    read_ordinal  bigint NOT NULL,
    muted         boolean NOT NULL,
    pinned        boolean NOT NULL,
    hidden        boolean NOT NULL,
    marked_unread boolean NOT NULL,
    PRIMARY KEY (account, conversation)
) WITH (fillfactor = 80);

CREATE INDEX member_conversation ON member (conversation, account);

-- How far each partition of a topic is projected. Of `events` also the highest offset in `commands` that an entry
-- came from, -1 for none: by it a conversation state that is behind is recognised.
CREATE TABLE projection (
    topic          text NOT NULL,
    partition      integer NOT NULL,
    next_offset    bigint NOT NULL,
    command_offset bigint NOT NULL,
    PRIMARY KEY (topic, partition)
) WITH (fillfactor = 50);

-- Records that PostgreSQL refused or nobody could decode, as they came. An entry among them has conversation and seq,
-- and history reads it from here.
CREATE TABLE dead_letter (
    topic         text NOT NULL,
    partition     integer NOT NULL,
    record_offset bigint NOT NULL,
    key           bytea,
    value         bytea,
    conversation  bigint,
    seq           bigint,
    reason        text NOT NULL,
    at            timestamptz NOT NULL,
    PRIMARY KEY (topic, partition, record_offset)
);

CREATE INDEX dead_letter_entry ON dead_letter (conversation, seq) WHERE conversation IS NOT NULL;
