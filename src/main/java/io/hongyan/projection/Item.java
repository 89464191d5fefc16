package io.hongyan.projection;

import io.hongyan.streams.conversation.Event;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// A record of the log, and what it changes.
record Item(ConsumerRecord<byte[], byte[]> record, Change change) {

    TopicPartition partition() {
        return new TopicPartition(record.topic(), record.partition());
    }

    /// The same record, to be kept as a dead letter.
    Item refused(String reason) {
        return new Item(record, new Change.Refused(reason, event()));
    }

    /// The event that this record is; null for any other, and for one that can't be decoded.
    @Nullable
    Event event() {
        return switch (change) {
            case Change.Appended appended -> appended.event();
            case Change.Refused refused -> refused.event();
            case Change.Summarised _, Change.MembersChanged _ -> null;
        };
    }

    /// Why this is a dead letter; null where it isn't one.
    @Nullable
    String refusal() {
        return change instanceof Change.Refused refused ? refused.reason() : null;
    }

    @Override
    public String toString() {
        return record.topic() + "-" + record.partition() + " offset " + record.offset();
    }
}
