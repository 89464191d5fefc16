--liquibase formatted sql

--changeset hongyan:125-receipt-stops

-- How far somebody in a direct conversation had read, and had it on a device, when one of the two blocked the other,
-- who are shown no more of each other until it ends. Each blocker has rows of their own, as each may end their block.
CREATE TABLE receipt_stop (
    conversation  bigint NOT NULL,
    blocker       bigint NOT NULL,
    account       bigint NOT NULL,
    read_seq      bigint NOT NULL,
    delivered_seq bigint NOT NULL,
    PRIMARY KEY (conversation, blocker, account)
);
