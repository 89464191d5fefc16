package io.hongyan.projection;

import io.hongyan.message.Entries;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Smile;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.Delivery;
import io.hongyan.streams.mailbox.Delivery.Effect;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.MailboxChanges.Cause;
import io.hongyan.streams.mailbox.Mark;
import io.hongyan.streams.mailbox.SimulatedMailboxes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

final class DecoderTest {

    private static final ConversationId CATS = new ConversationId(1);
    private static final UserId ANNA = new UserId(5);
    private static final Delivery JOINED =
            new Delivery(CATS, 1, 0, 1_000, ANNA, Effect.JOINED, Role.OWNER, false, List.of(), List.of(ANNA));

    private final SimulatedMailboxes mailboxes = new SimulatedMailboxes();

    @Test
    void anEventIsAnEntry() {
        Event.MessageSent event = Entries.message(CATS, 7);

        Item item = decode("events", Topics.EVENTS.values().encode(event)).orElseThrow();

        assertThat(item.event()).isEqualTo(event);
        assertThat(item.refusal()).isNull();
    }

    @Test
    void deliveriesOfEntriesAreNotProjected() {
        MailboxChanges joined = mailboxes.deliver(JOINED);

        assertThat(decode(new MailboxChanges(Cause.ENTRY, joined.changes()))).isEmpty();
        assertThat(decode(new MailboxChanges(Cause.MEMBERSHIP, joined.changes())))
                .isPresent();
        assertThat(decode(mailboxes.mark(new Mark.Unread(ANNA, CATS)))).isPresent();
    }

    @Test
    void aMarkThatFoundNothingIsNotProjected() {
        assertThat(decode(mailboxes.mark(new Mark.Unread(ANNA, CATS)))).isEmpty();
    }

    @Test
    void aForgottenSummaryIsNotProjected() {
        assertThat(decode("summaries", null)).isEmpty();
    }

    @Test
    void whatIsNoRecordOfOursIsADeadLetter() {
        assertThat(decode("events", new byte[] {1, 2, 3}).orElseThrow().refusal())
                .isNotBlank();
        assertThat(decode("mailboxes", new byte[] {1, 2, 3}).orElseThrow().refusal())
                .isNotBlank();
    }

    @Test
    void anEventWithoutWhatItNeedsIsADeadLetter() {
        byte[] empty = Smile.of(Map.class).encode(Map.of("e", "message", "conversation", 1, "seq", 1));

        assertThat(decode("events", empty).orElseThrow().refusal()).isNotBlank();
    }

    @Test
    void anEntryOfNoPossibleTimeIsADeadLetterThatKeepsItsPlace() {
        Event.MessageSent event = Entries.message(CATS, 7, Instant.ofEpochMilli(Long.MAX_VALUE));

        Item item = decode("events", Topics.EVENTS.values().encode(event)).orElseThrow();

        assertThat(item.refusal()).contains("out of range");
        assertThat(item.event()).isEqualTo(event);
    }

    @Test
    void aNewerProgramsRecordsAreNotGuessedAt() {
        RecordHeaders newer = new RecordHeaders();
        newer.add("v", new byte[] {Byte.MAX_VALUE});

        assertThatExceptionOfType(NewerFormatException.class)
                .isThrownBy(() -> Decoder.decode(
                        Records.record(new TopicPartition("events", 0), 3, new byte[0], new byte[0], newer)))
                .withMessageContaining("events-0 offset 3");
    }

    private static Optional<Item> decode(MailboxChanges changes) {
        return decode("mailboxes", Topics.MAILBOXES.values().encode(changes));
    }

    private static Optional<Item> decode(String topic, byte @Nullable [] value) {
        return Decoder.decode(Records.record(new TopicPartition(topic, 0), 0, new byte[0], value, new RecordHeaders()));
    }
}
