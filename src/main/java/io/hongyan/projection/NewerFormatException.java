package io.hongyan.projection;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A record was written by a newer version of the program in a form that this one can't read.
final class NewerFormatException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NewerFormatException(ConsumerRecord<?, ?> record) {
        super("%s-%d offset %d was written by a newer version: run that one here too"
                .formatted(record.topic(), record.partition(), record.offset()));
    }
}
