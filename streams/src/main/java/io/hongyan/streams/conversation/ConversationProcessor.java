package io.hongyan.streams.conversation;

import io.hongyan.streams.engine.Applied;
import io.hongyan.streams.engine.Commits;
import io.hongyan.streams.engine.NumberingException;
import io.hongyan.streams.fanout.Audience;
import io.hongyan.streams.fanout.Fanout;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.fanout.MemberLists;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Format;
import io.hongyan.streams.log.Keys;
import io.hongyan.streams.log.SourceOffset;
import io.hongyan.streams.log.Topics;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// Moves the data of [ConversationTopology]: a command in, the decision's consequences out.
///
/// It reads no clock and makes no id. An exception ends the application: turned into a refusal it might be
/// decided otherwise by a replay.
final class ConversationProcessor implements Processor<byte[], byte[], Object, Object> {

    /// Member ids remembered per task: some 40 MB.
    private static final int REMEMBERED = 1_000_000;

    private final Fanout fanout;
    private final IntToLongFunction known;
    private final Function<Audience, FanoutMode> modes;
    private @Nullable Task task;

    ConversationProcessor(int partitions, IntToLongFunction known, Function<Audience, FanoutMode> modes) {
        this.fanout = new Fanout(partitions);
        this.known = known;
        this.modes = modes;
    }

    /// Made anew by every [#init]: a task whose transaction was aborted is initialised again, and what it remembered
    /// of the aborted changes must go with them.
    private record Task(
            ProcessorContext<Object, Object> context,
            ConversationStores stores,
            Applied applied,
            Commits commits,
            MemberLists memberLists) {}

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        Applied applied = Applied.of(context, ConversationTopology.APPLIED);
        ConversationStores stores = new ConversationStores(context);
        int partition = context.taskId().partition();
        long highest = known.applyAsLong(partition);
        applied.requireAtLeast(Topics.COMMANDS.name(), highest);
        if (highest >= 0 && stores.isEmpty()) {
            // Refused commands alone would leave it empty too, but this one appended an event.
            throw new NumberingException("the conversations of partition " + partition
                    + " are gone, but PostgreSQL has what came from offset " + highest + " of their commands: "
                    + NumberingException.REMEDY);
        }
        task = new Task(context, stores, applied, Commits.of(context), new MemberLists(REMEMBERED));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Task task = requireNonNull(this.task, "init comes first");
        task.commits().processed();
        RecordMetadata metadata = task.context().recordMetadata().orElseThrow();
        if (!task.applied().isNextOf(metadata)) {
            return;
        }
        Command command = read(record);
        if (command == null) {
            refuse(task, record, metadata.offset());
        } else {
            decide(task, command, record, metadata.offset());
        }
        task.applied().advance(metadata);
    }

    private static @Nullable Command read(Record<byte[], byte[]> record) {
        Command command = Topics.COMMANDS.read(record.headers(), record.value());
        boolean rightKey = command != null
                && record.key() != null
                && record.key().length == Long.BYTES
                && Keys.first(record.key()) == command.conversation().value();
        return rightKey ? command : null;
    }

    /// Keeps an undecodable command, and answers whoever waits for it.
    private static void refuse(Task task, Record<byte[], byte[]> record, long offset) {
        task.context()
                .forward(
                        new Record<>(record.key(), record.value(), record.timestamp(), record.headers()),
                        Topics.DEAD_LETTERS);
        boolean hasKey = record.key() != null && record.key().length == Long.BYTES && Keys.first(record.key()) > 0;
        if (hasKey) {
            ConversationId conversation = new ConversationId(Keys.first(record.key()));
            Outcome refused = new Outcome.Refused(Refusal.INVALID, "the command can't be read");
            forward(task, Topics.OUTCOMES.name(), conversation, refused, record, sourced(record, offset));
        }
    }

    private void decide(Task task, Command command, Record<byte[], byte[]> record, long offset) {
        Conversation before = settle(task, task.stores().find(command.conversation()), command, record, offset);
        Ledger ledger = task.stores().ledger(command.conversation(), before, record.timestamp());
        switch (Decision.of(ledger, command, record.timestamp())) {
            case Outcome outcome -> {
                forward(task, Topics.OUTCOMES.name(), command.conversation(), outcome, record, sourced(record, offset));
                if (command instanceof Command.OverrideFanout override && outcome instanceof Outcome.Done) {
                    Conversation overridden =
                            requireNonNull(before, "done to a conversation").overridden(override.mode());
                    task.stores().put(overridden);
                    settle(task, overridden, command, record, offset);
                }
            }
            case Event event -> append(task, before, command, event, record, offset);
        }
    }

    /// Switches the fan-out where it should be another, before anything else happens: everybody's mailbox is told by
    /// one last delivery. Gives the conversation as it is then.
    private @Nullable Conversation settle(
            Task task,
            @Nullable Conversation conversation,
            Command command,
            Record<byte[], byte[]> record,
            long offset) {
        if (conversation == null || conversation.dissolved()) {
            return conversation;
        }
        FanoutMode mode = modes.apply(conversation.audience());
        if (mode == conversation.fanout().mode()) {
            return conversation;
        }
        Conversation after = conversation.switched(mode);
        task.stores().put(after);
        FanoutSwitched switched = new FanoutSwitched(
                after.id(),
                mode,
                after.fanout().generation(),
                after.seq(),
                after.ordinal(),
                Math.max(record.timestamp(), after.at()),
                command.actor());
        Headers headers = versioned();
        SourceOffset.addTo(headers, offset);
        forward(task, Topics.EVENTS.name(), after.id(), switched, record, headers);
        forward(task, Topics.SUMMARIES.name(), after.id(), after.summary(), record, versioned());
        deliver(task, fanout.planSwitch(switched, after.fanout(), members(task, after.id())), record);
        return after;
    }

    private void append(
            Task task,
            @Nullable Conversation before,
            Command command,
            Event event,
            Record<byte[], byte[]> record,
            long offset) {
        // Whoever a dissolved group had is told, so the members before it count.
        @Nullable List<UserId> last = event instanceof Event.Dissolved ? members(task, event.conversation()) : null;
        Conversation after = event instanceof Event.Created created
                ? start((Command.Create) command, created)
                : requireNonNull(before, "an event has a conversation").apply(event);
        task.stores().apply(event, after);
        boolean summaryChanged = after.changedSeq() == event.seq();
        if (summaryChanged) {
            task.memberLists().forget(event.conversation());
        }
        if (summaryChanged || after.fanout().mode() == FanoutMode.READ) {
            forward(task, Topics.SUMMARIES.name(), after.id(), after.summary(), record, versioned());
        }
        forward(task, Topics.EVENTS.name(), event.conversation(), event, record, sourced(record, offset));
        deliver(task, fanout.plan(event, after.fanout(), new Members(task, event.conversation(), last)), record);
    }

    private Conversation start(Command.Create create, Event.Created created) {
        Audience audience = new Audience(created.conversation(), created.users().size(), FanoutMode.WRITE, null);
        return Conversation.start(create, created, modes.apply(audience));
    }

    private static void deliver(Task task, List<Fanout.Routed> plan, Record<byte[], byte[]> record) {
        for (Fanout.Routed routed : plan) {
            forward(task, Topics.DELIVERIES.name(), routed.partition(), routed.delivery(), record, versioned());
        }
    }

    private static List<UserId> members(Task task, ConversationId conversation) {
        return task.memberLists().members(conversation, task.stores()::members);
    }

    /// The members of a conversation, `last` those of one that was dissolved just now.
    private record Members(
            Task task,
            ConversationId conversation,
            @Nullable List<UserId> last) implements Fanout.Members {

        @Override
        public List<UserId> all() {
            return last == null ? members(task, conversation) : last;
        }

        @Override
        public boolean include(UserId user) {
            return task.stores().isMember(conversation, user);
        }
    }

    private static Headers sourced(Record<byte[], byte[]> record, long offset) {
        Headers headers = new RecordHeaders(record.headers().toArray());
        SourceOffset.addTo(headers, offset);
        return headers;
    }

    private static Headers versioned() {
        Headers headers = new RecordHeaders();
        Format.addTo(headers);
        return headers;
    }

    private static void forward(
            Task task, String sink, Object key, Object value, Record<byte[], byte[]> cause, Headers headers) {
        task.context().forward(new Record<>(key, value, cause.timestamp(), headers), sink);
    }
}
