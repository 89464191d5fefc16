package io.hongyan.gateway.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.hongyan.error.HongyanException;
import io.hongyan.presence.Broadcast;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// Tells members who is typing: over all nodes, for the moment only, and nobody keeps it.
///
/// Whoever says it more often than every [#PAUSE] isn't passed on. Thread-safe.
public final class Typing {

    /// How often somebody is told to type in one conversation.
    static final Duration PAUSE = Duration.ofSeconds(3);

    private static final int REMEMBERED = 100_000;
    private static final String SAID = "typing";

    private final Broadcast broadcast;
    private final String node;
    private final int maxMembers;
    private final BiPredicate<UserId, ConversationId> membership;
    private final Function<ConversationId, Optional<Summary>> summaries;
    private final BiConsumer<ConversationId, UserId> told;
    private final Cache<Typist, Boolean> lately = Caffeine.newBuilder()
            .expireAfterWrite(PAUSE)
            .maximumSize(REMEMBERED)
            .build();

    /// In groups above `maxMembers` nobody is told; `told` hears who types where, on this node.
    public Typing(
            Broadcast broadcast,
            String node,
            int maxMembers,
            BiPredicate<UserId, ConversationId> membership,
            Function<ConversationId, Optional<Summary>> summaries,
            BiConsumer<ConversationId, UserId> told) {
        this.broadcast = broadcast;
        this.node = node;
        this.maxMembers = maxMembers;
        this.membership = membership;
        this.summaries = summaries;
        this.told = told;
        broadcast.listen(this::heard);
    }

    private record Typist(UserId user, ConversationId conversation) {}

    void types(UserId user, ConversationId conversation) {
        if (!membership.test(user, conversation)) {
            throw HongyanException.notFound("There is no such conversation.");
        }
        boolean isSmall = summaries
                .apply(conversation)
                .filter(summary -> summary.kind() == ConversationKind.DIRECT || summary.memberCount() <= maxMembers)
                .isPresent();
        boolean isFirst = lately.asMap().putIfAbsent(new Typist(user, conversation), true) == null;
        if (isSmall && isFirst) {
            told.accept(conversation, user);
            broadcast.say(String.join(" ", SAID, node, conversation.toString(), user.toString()));
        }
    }

    /// Those of this node were told at once.
    private void heard(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length == 4 && parts[0].equals(SAID) && !parts[1].equals(node)) {
            told.accept(ConversationId.valueOf(parts[2]), UserId.valueOf(parts[3]));
        }
    }
}
