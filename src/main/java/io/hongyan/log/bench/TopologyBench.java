package io.hongyan.log.bench;

import io.hongyan.infra.KafkaConfiguration;
import io.hongyan.infra.NodeConfiguration;
import io.hongyan.infra.Progress;
import io.hongyan.infra.Snowflake;
import io.hongyan.infra.StartFailure;
import io.hongyan.log.EventFeed;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.ReplyTo;
import io.hongyan.streams.mailbox.MailboxChange;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Measures how many messages the topologies carry alone, on a Kafka that has nothing else, and prints a line for each
/// phase.
public final class TopologyBench {

    /// How much is sent: `messages` at once, after `warmUps` times as many, and then so many direct messages a second
    /// as `rates` say, for `seconds` each; `groupMessages` at once into a group of `members`.
    public record Size(
            int users, int messages, int warmUps, List<Integer> rates, int seconds, int members, int groupMessages) {

        /// The server keeps a thousand intervals of a user's own messages, and takes what is older for read: the two of
        /// a pair, who send by chance, have about one for four messages.
        private static final int MOST_IN_PAIR = 3_000;

        private static final int MOST_MEMBERS = 1_000;

        public Size {
            rates = List.copyOf(rates);
            boolean counts = users >= 2 && users % 2 == 0 && messages >= 1 && warmUps >= 0 && groupMessages >= 1;
            if (!counts || seconds < 1 || rates.stream().anyMatch(rate -> rate < 1)) {
                throw new StartFailure("There must be two users, a message and a second at least, and pairs of users.");
            }
            if (members < 2 || members > MOST_MEMBERS) {
                throw new StartFailure("The group must have 2 to %d members.".formatted(MOST_MEMBERS));
            }
            long most = users / 2L * MOST_IN_PAIR;
            boolean fits = messages <= most && rates.stream().allMatch(rate -> (long) rate * seconds <= most);
            if (!fits || groupMessages > (long) members * OWN) {
                throw new StartFailure(
                        "At most %d direct messages and %d into the group fit into a phase: own ones couldn't be told apart."
                                .formatted(most, members * OWN));
            }
        }

        /// How many of the group send.
        int senders() {
            return Math.min(members, Math.max(SENDERS, (groupMessages + OWN - 1) / OWN));
        }
    }

    /// As many as send in the load tool's fan-out, and how many messages each of them sends at most.
    private static final int SENDERS = 10;

    private static final int OWN = 800;

    /// What is due within this is appended together: waking up for each message would cost more than appending it.
    private static final long REST_NANOS = 500_000;

    private static final Duration LOOK = Duration.ofMillis(20);

    /// How long nothing may come where something is missing.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConfiguration kafka;
    private final NodeConfiguration node;
    private final ProcessHandle broker;
    private final Progress progress;
    private final PrintStream out;
    private final Snowflake ids;
    private final Faults faults = new Faults();

    /// @param broker the process of the Kafka, on which nothing was ever done
    public TopologyBench(
            KafkaConfiguration kafka,
            NodeConfiguration node,
            ProcessHandle broker,
            Progress progress,
            PrintStream out,
            Clock clock) {
        this.kafka = kafka;
        this.node = node;
        this.broker = broker;
        this.progress = progress;
        this.out = out;
        this.ids = new Snowflake(clock, node.number());
    }

    /// Plays all phases.
    ///
    /// @throws StartFailure if something was lost, refused or counted wrong
    public void run(Size size) throws InterruptedException {
        try (Bare bare = new Bare(kafka, node, faults)) {
            bare.start();
            List<Room> pairs = Stream.generate(() -> room(ConversationKind.DIRECT, 2, 2))
                    .limit(size.users() / 2)
                    .toList();
            List<Room> group = List.of(room(ConversationKind.GROUP, size.members(), size.senders()));
            create(bare, pairs);
            create(bare, group);
            out.printf(
                    Locale.ROOT,
                    "%,d users in pairs and a group of %,d; %d processors, this generator and Kafka included.%n"
                            + "Milliseconds from when a message was due, until its event and the last of its mailboxes"
                            + " can be read.%n",
                    size.users(),
                    size.members(),
                    Runtime.getRuntime().availableProcessors());
            out.println(Figure.HEAD);
            drain(bare, "direct, drained", pairs, size.messages(), size.warmUps());
            for (int rate : size.rates()) {
                String phase = String.format(Locale.ROOT, "direct, %,d/s", rate);
                pace(bare, new Flow(phase, pairs, rate * size.seconds(), rate, faults), pairs);
            }
            drain(bare, "group, drained", group, size.groupMessages(), size.warmUps());
        }
    }

    private Room room(ConversationKind kind, int members, int senders) {
        List<UserId> users = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            users.add(new UserId(ids.next()));
        }
        return new Room(new ConversationId(ids.next()), kind, users, senders);
    }

    private void create(Bare bare, List<Room> rooms) throws InterruptedException {
        rooms.forEach(room -> bare.writer().append(room.creation(), new ReplyTo("create", 0)));
        await(bare, rooms, (room, mailbox) -> mailbox.conversation().equals(room.id()));
    }

    /// Has as many messages as it says wait in the log, and then lets the topologies at them.
    private void drain(Bare bare, String phase, List<Room> rooms, int messages, int warmUps)
            throws InterruptedException {
        for (int i = 1; i <= warmUps; i++) {
            drain(bare, new Flow("%s, warm-up %d".formatted(phase, i), rooms, messages, 0, faults), rooms);
        }
        drain(bare, new Flow(phase, rooms, messages, 0, faults), rooms);
    }

    private void drain(Bare bare, Flow flow, List<Room> rooms) throws InterruptedException {
        Map<Integer, Long> from = bare.eventsEnd();
        bare.stopConversations();
        for (int i = 0; i < flow.count(); i++) {
            append(bare, flow, i);
        }
        bare.writer().flush();
        bare.arrivals().tell(flow);
        bare.startConversations();
        flow.begin(System.nanoTime());
        Usage used = play(bare, flow);
        // Read only now, so that nobody takes CPU from the topologies but who must.
        bare.dispatch(flow, from).close();
        settle(bare, flow, rooms, used);
    }

    /// Appends messages when they are due, however far the topologies are.
    private void pace(Bare bare, Flow flow, List<Room> rooms) throws InterruptedException {
        bare.arrivals().tell(flow);
        try (EventFeed events = bare.dispatch(flow, bare.eventsEnd())) {
            flow.begin(System.nanoTime());
            Thread pacing = Thread.ofPlatform().name("pacer").start(() -> append(bare, flow));
            Usage used = play(bare, flow);
            pacing.join();
            // What is missing after that, the flow's check names.
            comes(bare, () -> flow.answered() >= flow.count());
            settle(bare, flow, rooms, used);
        }
    }

    private void append(Bare bare, Flow flow) {
        int appended = 0;
        while (appended < flow.count()) {
            long early = flow.due(appended) - System.nanoTime();
            if (early > 0) {
                LockSupport.parkNanos(Math.max(early, REST_NANOS));
            } else {
                append(bare, flow, appended);
                appended++;
            }
        }
    }

    private void append(Bare bare, Flow flow, int index) {
        bare.writer().append(flow.command(index, new MessageId(ids.next())), new ReplyTo(flow.phase(), index));
    }

    /// Waits until all is in the mailboxes, or nothing comes any more; what was used meanwhile.
    private Usage play(Bare bare, Flow flow) throws InterruptedException {
        Usage before = Usage.of(broker);
        progress.begin(flow.phase(), flow.count());
        int shown = 0;
        long deliveries = 0;
        long movedAt = System.nanoTime();
        while (flow.done() < flow.count() && System.nanoTime() - movedAt < PATIENCE.toNanos()) {
            Thread.sleep(LOOK);
            requireRunning(bare);
            if (flow.deliveries() > deliveries) {
                deliveries = flow.deliveries();
                movedAt = System.nanoTime();
            }
            int done = flow.done();
            progress.advance(done - shown);
            shown = done;
        }
        progress.end();
        return Usage.of(broker).since(before);
    }

    /// Checks a phase and prints it; then everybody reads.
    private void settle(Bare bare, Flow flow, List<Room> rooms, Usage used) throws InterruptedException {
        bare.requireNoOutcome();
        flow.check(bare.arrivals().unread());
        if (!faults.isEmpty()) {
            throw new StartFailure("The run is invalid: " + faults + ".");
        }
        out.println(flow.figure(used));
        rooms.forEach(room -> room.members().forEach(member -> bare.writer().append(room.read(member))));
        await(bare, rooms, (_, mailbox) -> mailbox.total().unread() == 0);
    }

    private void await(Bare bare, List<Room> rooms, BiPredicate<Room, MailboxChange> condition)
            throws InterruptedException {
        if (!comes(bare, () -> bare.arrivals().all(rooms, condition))) {
            bare.requireNoOutcome();
            throw new StartFailure("The run is invalid: mailboxes don't say in time what they should; " + faults);
        }
    }

    /// Waits for it; whether it came in time.
    private static boolean comes(Bare bare, BooleanSupplier condition) throws InterruptedException {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            requireRunning(bare);
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                return false;
            }
            Thread.sleep(LOOK);
        }
        return true;
    }

    private static void requireRunning(Bare bare) {
        bare.failure().ifPresent(why -> {
            throw new StartFailure("The run is invalid: a topology has stopped: " + why + ".");
        });
    }
}
