package io.hongyan.gateway.push;

import io.hongyan.mailbox.MailboxLine;
import io.hongyan.mailbox.MailboxSnapshot;
import io.hongyan.message.history.Tail;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.Session;
import io.hongyan.streams.mailbox.Total;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// Lets events, mailboxes, their views and connecting devices overtake each other in every order that the feeds allow,
/// and compares what each device was given with who was a member when.
final class SubscriptionsRandomTest {

    private static final int STEPS = 400;

    /// With little room in the tail, entries may be gone when a device would need them.
    @ParameterizedTest
    @CsvSource({"1, 300, 10000000", "2000, 300, 0"})
    void everyMemberIsGivenEveryEntryOnceAndNobodyElseIs(long firstSeed, int seeds, long tailBytes) {
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            World world = new World(new Random(seed), tailBytes);
            for (int step = 0; step < STEPS; step++) {
                world.step();
            }
            world.finish();

            for (FakeDevice device : world.devices) {
                assertThat(device.violations())
                        .as("seed %d, user %s", seed, device.user())
                        .isEmpty();
            }
            for (FakeDevice device : world.connected) {
                assertThat(device.total())
                        .as("seed %d, user %s, the total", seed, device.user())
                        .isEqualTo(world.totals.getOrDefault(device.user(), Total.EMPTY));
                for (ConversationId conversation : world.talk.conversations()) {
                    assertThat(device.missing(conversation, Long.MAX_VALUE))
                            .as("seed %d, user %s, conversation %s", seed, device.user(), conversation)
                            .isEmpty();
                }
            }
        }
    }

    /// A node with its feeds: each step lets one of them move on.
    private static final class World {

        private final Random random;
        private final Talk talk;
        private final Tail tail;
        private final Map<UserId, Map<ConversationId, Session>> view = new HashMap<>();
        private final Map<UserId, Total> totals = new HashMap<>();
        private final List<FakeDevice> devices = new ArrayList<>();
        private final List<FakeDevice> connected = new ArrayList<>();
        private final Subscriptions subscriptions;
        private long nanos;
        private int inTail;
        private int heard;
        private int inView;
        private int changed;
        private @Nullable FakeDevice connecting;

        World(Random random, long tailBytes) {
            this.random = random;
            this.talk = new Talk(random, 4, 3);
            this.tail = new Tail(tailBytes, 10_000_000);
            this.subscriptions =
                    new Subscriptions(tail, this::mailbox, _ -> null, new NoNotices(), Runnable::run, () -> nanos);
        }

        void step() {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> talk.next();
                case 3, 4 -> event();
                case 5 -> event();
                case 6, 7 -> mailbox();
                case 8 -> mailbox();
                case 9 -> connect();
                case 10 -> disconnect();
                default -> {
                    if (random.nextInt(4) == 0) {
                        tail.confirmed(Map.of(0, (long) random.nextInt(inTail + 1)));
                    }
                }
            }
        }

        /// The tail hears of an event first, then the subscriptions.
        private void event() {
            if (inTail > heard) {
                subscriptions.appended(talk.events().get(heard), 0, heard);
                heard++;
            } else if (inTail < talk.events().size()) {
                tail.appended(talk.events().get(inTail), 0, inTail);
                inTail++;
            }
        }

        /// The view hears of a change first, then the subscriptions.
        private void mailbox() {
            if (inView > changed) {
                subscriptions.changed(0, talk.changes().get(changed));
                changed++;
            } else if (inView < talk.changes().size()) {
                talk.changes().get(inView).changes().forEach(this::view);
                inView++;
            }
        }

        private void view(MailboxChange change) {
            view.computeIfAbsent(change.user(), _ -> new HashMap<>())
                    .put(change.conversation(), requireNonNull(change.session()));
            totals.put(change.user(), change.total());
        }

        private void connect() {
            if (connecting != null) {
                return;
            }
            FakeDevice device =
                    new FakeDevice(talk.users().get(random.nextInt(talk.users().size())), talk);
            devices.add(device);
            connecting = device;
            subscriptions.open(device.user(), device);
            connecting = null;
            connected.add(device);
        }

        private void disconnect() {
            if (!connected.isEmpty()) {
                FakeDevice device = connected.remove(random.nextInt(connected.size()));
                subscriptions.close(device.user(), device);
            }
        }

        /// While a device connects everything goes on, before its mailbox is read and after.
        private MailboxSnapshot mailbox(UserId user) {
            steps();
            List<MailboxLine> lines = new ArrayList<>();
            view.getOrDefault(user, Map.of()).forEach((conversation, session) -> {
                if (!session.left()) {
                    lines.add(new MailboxLine(conversation, session));
                }
            });
            MailboxSnapshot snapshot = new MailboxSnapshot(lines, false, totals.getOrDefault(user, Total.EMPTY));
            requireNonNull(connecting).snapshot(snapshot);
            steps();
            return snapshot;
        }

        private void steps() {
            for (int i = random.nextInt(5); i > 0; i--) {
                step();
            }
        }

        /// Everything is heard, and time enough passes.
        void finish() {
            while (heard < talk.events().size()) {
                event();
            }
            while (changed < talk.changes().size()) {
                mailbox();
            }
            nanos += 2 * Subscriptions.PATIENCE;
            subscriptions.tick();
        }
    }
}
