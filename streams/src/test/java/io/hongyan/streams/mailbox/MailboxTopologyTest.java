package io.hongyan.streams.mailbox;

import io.hongyan.streams.Drivers;
import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Keys;
import io.hongyan.streams.log.Topics;
import io.hongyan.streams.mailbox.Delivery.Effect;
import io.hongyan.streams.mailbox.MailboxChanges.Cause;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class MailboxTopologyTest {

    private static final ConversationId CATS = new ConversationId(Long.MAX_VALUE);
    private static final UserId BOB = new UserId(1);

    /// What Kafka takes, with some room for what a record has beside its value.
    private static final int LARGEST = 900_000;

    private final TopologyTestDriver driver = Drivers.driver(MailboxTopology.create(new Nobody()));
    private final TestInputTopic<Integer, Delivery> deliveries = driver.createInputTopic(
            Topics.DELIVERIES.name(),
            Topics.DELIVERIES.keys().serializer(),
            Topics.DELIVERIES.values().serializer());
    private final TestInputTopic<UserId, Mark> marks = driver.createInputTopic(
            Topics.MARKS.name(),
            Topics.MARKS.keys().serializer(),
            Topics.MARKS.values().serializer());
    private final TestOutputTopic<byte[], byte[]> mailboxes =
            driver.createOutputTopic(Topics.MAILBOXES.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void cutsTheChangesOfADeliveryToTheLargestSessionsIntoRecordsThatKafkaTakes() {
        List<UserId> users = LongStream.range(0, Delivery.MAX_RECIPIENTS)
                .mapToObj(number -> new UserId(Long.MAX_VALUE - number))
                .toList();
        Session largest = largest(users.getFirst());
        KeyValueStore<Bytes, Session> sessions = driver.getKeyValueStore(MailboxStores.SESSIONS);
        users.forEach(user -> sessions.put(Bytes.wrap(Keys.of(user.value(), CATS.value())), largest));

        deliveries.pipeInput(0, delivery(largest.headSeq() + 1, largest.headOrdinal() + 1, BOB, Effect.MESSAGE, users));

        List<byte[]> records = mailboxes.readValuesToList();
        assertThat(records).allMatch(record -> record.length < LARGEST);
        assertThat(records.stream().mapToLong(record -> record.length).sum()).isGreaterThan(2L * LARGEST);
        assertThat(records)
                .flatExtracting(record -> changes(record).changes())
                .extracting(MailboxChange::user)
                .containsExactlyElementsOf(users);
    }

    @Test
    void keepsTheChangesOfADeliveryToUsualSessionsInOneRecord() {
        List<UserId> users =
                LongStream.rangeClosed(2, 251).mapToObj(UserId::new).toList();
        deliveries.pipeInput(0, delivery(1, 0, BOB, Effect.JOINED, users));
        deliveries.pipeInput(0, delivery(2, 1, BOB, Effect.MESSAGE, users));

        assertThat(mailboxes.readValuesToList())
                .hasSize(2)
                .allSatisfy(record -> assertThat(changes(record).changes()).hasSameSizeAs(users));
    }

    /// It repeats a position, so it has to be told from what happened there.
    @Test
    void theAnswerToAMarkThatChangesNothingIsAnEcho() {
        deliveries.pipeInput(0, delivery(1, 0, BOB, Effect.JOINED, List.of(BOB)));
        marks.pipeInput(BOB, new Mark.Read(BOB, CATS, 1, 0));
        marks.pipeInput(BOB, new Mark.Unread(BOB, CATS));
        marks.pipeInput(BOB, new Mark.Unread(BOB, new ConversationId(1)));

        List<MailboxChanges> all = mailboxes.readValuesToList().stream()
                .map(MailboxTopologyTest::changes)
                .toList();
        assertThat(all)
                .extracting(MailboxChanges::cause)
                .containsExactly(Cause.MEMBERSHIP, Cause.ECHO, Cause.MARK, Cause.ECHO);
        assertThat(all)
                .extracting(changes -> changes.changes().getFirst().total().position())
                .containsExactly(1L, 1L, 2L, 2L);
    }

    @Test
    void estimatesNoLessThanAChangeTakes() {
        UserId user = new UserId(Long.MAX_VALUE);
        MailboxChange change = new MailboxChange(user, CATS, largest(user), Total.EMPTY);

        int taken = Topics.MAILBOXES.values().encode(new MailboxChanges(Cause.ENTRY, List.of(change))).length;

        assertThat(change.estimatedBytes()).isBetween(taken, 2 * taken);
    }

    /// A session at its bounds, with numbers that take many bytes.
    private static Session largest(UserId user) {
        long start = 1L << 50;
        Session session = Session.NONE.apply(delivery(start, start - 1, BOB, Effect.JOINED, List.of(user)), user);
        long ordinal = start;
        for (int i = 0; i < Session.MAX_MENTIONS; i++, ordinal++) {
            session = session.apply(mention(ordinal + 1, ordinal, user), user);
        }
        for (int i = 0; i < 2 * Session.MAX_EXCLUDED; i++, ordinal++) {
            UserId actor = i % 2 == 0 ? user : BOB;
            session = session.apply(delivery(ordinal + 1, ordinal, actor, Effect.MESSAGE, List.of(user)), user);
        }
        assertThat(session.excluded().size()).isEqualTo(Session.MAX_EXCLUDED);
        assertThat(session.mentions()).hasSize(Session.MAX_MENTIONS);
        return session;
    }

    private static MailboxChanges changes(byte[] record) {
        return Topics.MAILBOXES.require(new RecordHeaders(), record);
    }

    private static Delivery mention(long seq, long ordinal, UserId user) {
        return new Delivery(CATS, seq, ordinal, seq, BOB, Effect.MESSAGE, null, true, List.of(), List.of(user));
    }

    private static Delivery delivery(long seq, long ordinal, UserId actor, Effect effect, List<UserId> users) {
        Role role = effect == Effect.JOINED ? Role.MEMBER : null;
        return new Delivery(CATS, seq, ordinal, seq, actor, effect, role, false, List.of(), users);
    }

    /// Owns every partition and wants to know nothing of it.
    private static final class Nobody implements MailboxOwner {

        @Override
        public void opened(int partition, Content content) {}

        @Override
        public void closed(int partition) {}
    }
}
