package io.hongyan.streams.mailbox;

import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.fanout.SharedHead;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Codec;
import io.hongyan.streams.log.Smile;
import io.hongyan.streams.mailbox.Delivery.Effect;
import io.hongyan.streams.mailbox.MailboxChanges.Cause;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

final class MailboxCodecsTest {

    private final Random random = new Random(7);

    @Test
    void whatIsWrittenIsRead() {
        for (int i = 0; i < 1_000; i++) {
            same(MailboxCodecs.SESSIONS, session());
            same(MailboxCodecs.TOTALS, total());
            same(MailboxCodecs.CHANGES, changes());
            same(MailboxCodecs.DELIVERIES, delivery());
        }
    }

    @Test
    void theCauseIsToldWithoutTheRest() {
        for (Cause cause : Cause.values()) {
            byte[] encoded = MailboxCodecs.CHANGES.encode(
                    new MailboxChanges(cause, changes().changes()));

            assertThat(MailboxCodecs.cause(encoded)).isEqualTo(cause);
        }
        assertThatExceptionOfType(SerializationException.class).isThrownBy(() -> MailboxCodecs.cause(new byte[] {100}));
    }

    @Test
    void whatEndsTooEarlyIsRefused() {
        for (int i = 0; i < 100; i++) {
            byte[] encoded = MailboxCodecs.CHANGES.encode(changes());
            byte[] torn = Arrays.copyOf(encoded, random.nextInt(encoded.length));

            assertThatExceptionOfType(SerializationException.class)
                    .isThrownBy(() -> MailboxCodecs.CHANGES.decode(torn));
        }
    }

    @Test
    void whatWasWrittenBeforeTheFormsIsRead() {
        Session session = session();
        Total total = total();
        MailboxChanges changes = changes();
        Delivery delivery = delivery();

        assertThat(MailboxCodecs.SESSIONS.decode(Smile.of(Session.class).encode(session)))
                .isEqualTo(session);
        assertThat(MailboxCodecs.TOTALS.decode(Smile.of(Total.class).encode(total)))
                .isEqualTo(total);
        assertThat(MailboxCodecs.DELIVERIES.decode(Smile.of(Delivery.class).encode(delivery)))
                .isEqualTo(delivery);
        byte[] before = Smile.of(MailboxChanges.class).encode(changes);
        assertThat(MailboxCodecs.CHANGES.decode(before)).isEqualTo(changes);
        assertThat(MailboxCodecs.cause(before)).isEqualTo(changes.cause());
    }

    @Test
    void theOrderOfWhatIsWrittenByOrdinalIsForEver() {
        assertThat(Role.values()).containsExactly(Role.OWNER, Role.ADMIN, Role.MEMBER);
        assertThat(Effect.values())
                .startsWith(
                        Effect.MESSAGE,
                        Effect.NOTICE,
                        Effect.JOINED,
                        Effect.LEFT,
                        Effect.ROLE,
                        Effect.RECALL,
                        Effect.SWITCHED);
        assertThat(Cause.values()).startsWith(Cause.ENTRY, Cause.SWITCH, Cause.MEMBERSHIP, Cause.MARK, Cause.ECHO);
    }

    @Test
    void theMailboxesOfOneMessageTakeLittleMoreThanWhatTheyDifferIn() {
        ConversationId group = new ConversationId(1L << 56);
        Session head = new Session(
                Role.MEMBER,
                4,
                9_000,
                8_000,
                9_000,
                1_800_000_000_000L,
                8_990,
                7_990,
                Intervals.NONE,
                List.of(),
                List.of(),
                false,
                false,
                false,
                false,
                false,
                0,
                0);
        List<MailboxChange> changes = LongStream.range(0, 100)
                .mapToObj(user -> new MailboxChange(
                        new UserId((1L << 56) + 50 * user), group, head, new Total(9_100 + user, 10, 0)))
                .toList();

        assertThat(MailboxCodecs.CHANGES.encode(new MailboxChanges(Cause.ENTRY, changes)))
                .hasSizeLessThan(100 * 25);
    }

    private static <T> void same(Codec<T> codec, T value) {
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }

    private MailboxChanges changes() {
        List<MailboxChange> changes = IntStream.rangeClosed(0, random.nextInt(5))
                .mapToObj(_ ->
                        new MailboxChange(user(), conversation(), random.nextInt(9) == 0 ? null : session(), total()))
                .toList();
        return new MailboxChanges(Cause.values()[random.nextInt(Cause.values().length)], changes);
    }

    private Session session() {
        return new Session(
                Role.values()[random.nextInt(3)],
                number(),
                number(),
                number(),
                number(),
                number(),
                number(),
                number(),
                intervals(),
                numbers(),
                numbers(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                number(),
                number());
    }

    private Delivery delivery() {
        FanoutState fanout = new FanoutState(
                FanoutMode.READ,
                7,
                new SharedHead(
                        7,
                        number(),
                        number(),
                        number(),
                        number(),
                        intervals(),
                        List.of(),
                        List.of(new SharedHead.Sent(number(), user()))));
        return new Delivery(
                conversation(),
                number(),
                number(),
                number(),
                user(),
                Effect.values()[random.nextInt(Effect.values().length)],
                random.nextBoolean() ? null : Role.values()[random.nextInt(3)],
                random.nextBoolean(),
                users(),
                users(),
                random.nextBoolean() ? null : new Delivery.Target(number(), number()),
                random.nextBoolean() ? null : fanout);
    }

    private Total total() {
        return new Total(number(), number(), number(), number());
    }

    private Intervals intervals() {
        Intervals intervals = Intervals.NONE;
        for (int i = random.nextInt(4); i > 0; i--) {
            intervals = intervals.with(1 + random.nextInt(1_000));
        }
        return intervals;
    }

    private List<Long> numbers() {
        return random.longs(random.nextInt(4), 1, Long.MAX_VALUE).boxed().toList();
    }

    private List<UserId> users() {
        return numbers().stream().map(UserId::new).toList();
    }

    private UserId user() {
        return new UserId(1 + number());
    }

    private ConversationId conversation() {
        return new ConversationId(1 + number());
    }

    /// Small ones as often as large ones.
    private long number() {
        return random.nextLong() >>> 2 >>> random.nextInt(62);
    }
}
