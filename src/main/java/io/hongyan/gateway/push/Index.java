package io.hongyan.gateway.push;

import io.hongyan.message.EncodedEntry;
import io.hongyan.message.history.Tail;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which connected users listen to which conversation. Guarded by [Subscriptions].
final class Index {

    private final Tail tail;
    private final Map<ConversationId, Audience> audiences = new HashMap<>();
    private final Departures departures = new Departures();

    Index(Tail tail) {
        this.tail = tail;
    }

    @Nullable
    Audience audience(ConversationId conversation) {
        return audiences.get(conversation);
    }

    /// Whether the entry was given to everybody connected, or is to be given to whoever joins.
    boolean isGiven(ConversationId conversation, long seq) {
        Audience audience = audiences.get(conversation);
        return seq <= (audience == null ? lastSeq(conversation) : audience.givenSeq());
    }

    /// Whether the entry was too old to be given when somebody first listened.
    boolean isLost(ConversationId conversation, long seq) {
        Audience audience = audiences.get(conversation);
        return audience != null && seq < audience.fromSeq();
    }

    private long lastSeq(ConversationId conversation) {
        return tail.lastSeq(conversation).orElse(0);
    }

    /// Makes a user a member from the entry `joinedSeq` on, and gives a new one what the others were given. Null
    /// where they are out again already.
    @Nullable
    Member join(Subscriber subscriber, ConversationId conversation, long joinedSeq) {
        return join(subscriber, conversation, joinedSeq, lastSeq(conversation));
    }

    /// The same, where `givenSeq` is the last entry that isn't going to be given to a new audience.
    @Nullable
    Member join(Subscriber subscriber, ConversationId conversation, long joinedSeq, long givenSeq) {
        if (departures.seq(conversation, subscriber.user()) >= joinedSeq) {
            return null;
        }
        Member known = subscriber.members().get(conversation);
        if (known != null) {
            known.rejoin(joinedSeq);
            return known;
        }
        Member member = new Member(subscriber, conversation, joinedSeq);
        audiences
                .computeIfAbsent(
                        conversation,
                        _ -> new Audience(
                                givenSeq, tail.ordinal(conversation, givenSeq).orElse(0)))
                .add(member);
        subscriber.members().put(conversation, member);
        catchUp(member, 0, subscriber.recipients());
        return member;
    }

    /// Gives recipients of a member what the others were given above `known`.
    void catchUp(Member member, long known, List<Recipient> recipients) {
        Audience audience = audiences.get(member.conversation());
        if (audience != null && !recipients.isEmpty()) {
            long from = Math.max(known + 1, member.joinedSeq());
            give(member.conversation(), from, audience.givenSeq(), audience.givenOrdinal(), recipients);
        }
    }

    /// Tells a new recipient where memberships led that ended lately: what `known` lacks of them. Their entries
    /// can't be given any more, because nobody remembers which of them lie between two memberships.
    void tellDepartures(Subscriber subscriber, Map<ConversationId, Long> known, Recipient recipient) {
        Set<ConversationId> conversations = new HashSet<>(known.keySet());
        conversations.addAll(subscriber.departed().keySet());
        for (ConversationId conversation : conversations) {
            long left = departures.seq(conversation, subscriber.user());
            if (left > known.getOrDefault(conversation, 0L)) {
                recipient.head(
                        conversation, left, tail.ordinal(conversation, left).orElse(0));
            }
        }
    }

    /// Gives entries; where the tail doesn't have them all any more, only where they lead to.
    private void give(ConversationId conversation, long from, long to, long ordinal, List<Recipient> recipients) {
        if (from > to) {
            return;
        }
        List<EncodedEntry> entries = tail.range(conversation, from, to);
        if (entries.size() < to - from + 1) {
            recipients.forEach(recipient -> recipient.head(conversation, to, ordinal));
            return;
        }
        for (EncodedEntry entry : entries) {
            PushedEntry pushed = PushedEntry.of(entry);
            recipients.forEach(recipient -> recipient.push(pushed));
        }
    }

    /// Tells every device of everybody in a conversation who is connected.
    void tell(ConversationId conversation, BiConsumer<UserId, Recipient> telling) {
        Audience audience = audiences.get(conversation);
        if (audience == null) {
            return;
        }
        for (Member member : audience.members()) {
            Subscriber subscriber = member.subscriber();
            subscriber.recipients().forEach(recipient -> telling.accept(subscriber.user(), recipient));
        }
    }

    /// Whoever isn't a member any more by an event isn't told of what follows it.
    void leaving(Event event, Function<UserId, @Nullable Subscriber> subscribers) {
        switch (event) {
            case Event.MemberRemoved removed ->
                remove(removed.user(), subscribers.apply(removed.user()), event.conversation(), event.seq());
            case Event.Dissolved _ -> dissolve(event.conversation(), event.seq());
            case Event _ -> {}
        }
    }

    /// The entry `seq` has removed a user.
    private void remove(UserId user, @Nullable Subscriber subscriber, ConversationId conversation, long seq) {
        departures.left(conversation, user, seq);
        if (subscriber != null) {
            leave(subscriber, conversation, seq);
        }
    }

    /// A user is out since the entry `seq`, unless they came back later.
    void leave(Subscriber subscriber, ConversationId conversation, long seq) {
        Member member = subscriber.members().get(conversation);
        Audience audience = audiences.get(conversation);
        if (member != null && audience != null && member.joinedSeq() < seq) {
            subscriber
                    .departed()
                    .put(conversation, new Subscriber.Departed(member.joinedSeq(), audience.fromSeq(), seq));
            leave(member);
        }
    }

    /// The entry `seq` has ended the conversation.
    private void dissolve(ConversationId conversation, long seq) {
        departures.dissolved(conversation, seq);
        Audience audience = audiences.get(conversation);
        if (audience != null) {
            List.copyOf(audience.members()).forEach(member -> leave(member.subscriber(), conversation, seq));
        }
    }

    /// Nobody of this user is connected any more.
    void forget(Subscriber subscriber) {
        List.copyOf(subscriber.members().values()).forEach(this::leave);
    }

    private void leave(Member member) {
        member.subscriber().members().remove(member.conversation());
        Audience audience = audiences.get(member.conversation());
        if (audience != null) {
            audience.remove(member);
            if (audience.isEmpty()) {
                audiences.remove(member.conversation());
            }
        }
    }
}
