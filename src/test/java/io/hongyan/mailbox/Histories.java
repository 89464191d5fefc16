package io.hongyan.mailbox;

import io.hongyan.streams.conversation.Role;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Delivery;
import io.hongyan.streams.mailbox.Delivery.Effect;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.Mark;
import io.hongyan.streams.mailbox.SimulatedMailboxes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// A seeded, endless history of a few people in a few conversations: deliveries of every kind and marks of every kind,
/// as they come to one mailbox partition.
final class Histories {

    private final Random random;
    private final SimulatedMailboxes mailboxes = new SimulatedMailboxes();
    private final List<UserId> users;
    private final List<ConversationId> conversations;
    private final Map<ConversationId, Long> seqs = new HashMap<>();
    private final Map<ConversationId, Long> ordinals = new HashMap<>();
    private long time = 1_000;

    Histories(long seed, int users, int conversations) {
        this.random = new Random(seed);
        this.users = LongStream.rangeClosed(1, users).mapToObj(UserId::new).toList();
        this.conversations = LongStream.rangeClosed(101, 100 + conversations)
                .mapToObj(ConversationId::new)
                .toList();
    }

    /// What the topology has after the steps so far.
    SimulatedMailboxes mailboxes() {
        return mailboxes;
    }

    List<UserId> users() {
        return users;
    }

    /// One more step.
    MailboxChanges next() {
        // Several in one millisecond, so that the order of equal times matters too.
        time += random.nextInt(3);
        return random.nextInt(4) == 0 ? mailboxes.mark(mark()) : mailboxes.deliver(delivery());
    }

    private Delivery delivery() {
        ConversationId conversation = one(conversations);
        Effect effect = switch (random.nextInt(10)) {
            case 0, 1, 2 -> Effect.JOINED;
            case 3 -> Effect.LEFT;
            case 4 -> Effect.ROLE;
            case 5 -> Effect.NOTICE;
            default -> Effect.MESSAGE;
        };
        long seq = seqs.merge(conversation, 1L, Long::sum);
        long ordinal = ordinals.merge(conversation, effect == Effect.MESSAGE ? 1L : 0L, Long::sum);
        @Nullable Role role = effect == Effect.JOINED || effect == Effect.ROLE ? one(List.of(Role.values())) : null;
        List<UserId> recipients = effect == Effect.MESSAGE || effect == Effect.NOTICE ? users : List.of(one(users));
        return new Delivery(
                conversation,
                seq,
                ordinal,
                time,
                one(users),
                effect,
                role,
                effect == Effect.MESSAGE && random.nextInt(8) == 0,
                random.nextInt(4) == 0 ? List.of(one(users)) : List.of(),
                recipients);
    }

    private Mark mark() {
        UserId user = one(users);
        ConversationId conversation = one(conversations);
        long seq = seqs.getOrDefault(conversation, 0L);
        long ordinal = ordinals.getOrDefault(conversation, 0L);
        return switch (random.nextInt(4)) {
            case 0 -> new Mark.Unread(user, conversation);
            case 1 -> new Mark.Settings(user, conversation, perhaps(), perhaps(), perhaps(), 0, 0);
            default -> new Mark.Read(user, conversation, seq, ordinal);
        };
    }

    private @Nullable Boolean perhaps() {
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> true;
            default -> false;
        };
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
