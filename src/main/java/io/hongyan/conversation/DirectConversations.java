package io.hongyan.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.hongyan.account.Accounts;
import io.hongyan.error.HongyanException;
import io.hongyan.log.Refusals;
import io.hongyan.mailbox.Summaries;
import io.hongyan.relation.permission.Permissions;
import io.hongyan.streams.conversation.Answer;
import io.hongyan.streams.conversation.Command;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.conversation.Outcome;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/// The conversation that two people share: there is at most one, and whoever of the two asks for it finds the same.
///
/// Its id comes from a table and is never made of theirs, so that it tells nobody who they are. Thread-safe.
public final class DirectConversations {

    /// The pairs whose id is known without PostgreSQL. An id is for life, so none expires.
    private static final int REMEMBERED = 100_000;

    private final DirectConversationRepository ids;
    private final Cache<Pair, ConversationId> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Accounts accounts;
    private final Permissions permissions;
    private final Supplier<ConversationId> newId;
    private final Summaries summaries;
    private final Function<Command, Answer> log;
    private final Refusals refusals;

    /// `log` appends a command and waits for its answer.
    public DirectConversations(
            Jdbi jdbi,
            Accounts accounts,
            Permissions permissions,
            Supplier<ConversationId> newId,
            Summaries summaries,
            Function<Command, Answer> log,
            Refusals refusals) {
        this.ids = jdbi.onDemand(DirectConversationRepository.class);
        this.accounts = accounts;
        this.permissions = permissions;
        this.newId = newId;
        this.summaries = summaries;
        this.log = log;
        this.refusals = refusals;
    }

    /// A direct conversation, and whether this call started it.
    public record Found(ConversationId conversation, Origin origin) {}

    /// Where a conversation that was asked for came from.
    public enum Origin {
        CREATED,
        EXISTED
    }

    /// The conversation of `user` with `peer`, started if they have none. When this returns, the log has it.
    ///
    /// With oneself it is where one keeps messages for later.
    ///
    /// @throws HongyanException `notFound` if `peer` doesn't exist, `notAllowed` to start one where the relation
    ///     chain doesn't let `user` write to them
    public Found findOrCreate(UserId user, UserId peer) {
        ConversationId conversation = id(Pair.of(user, peer), peer);
        if (summaries.find(conversation).isPresent()) {
            return new Found(conversation, Origin.EXISTED);
        }
        permissions.require(user, peer);
        return new Found(conversation, create(conversation, user, peer));
    }

    private ConversationId id(Pair pair, UserId peer) {
        ConversationId remembered = known.getIfPresent(pair);
        if (remembered != null) {
            return remembered;
        }
        ConversationId id = ids.find(pair.lower(), pair.higher()).orElseGet(() -> newId(pair, peer));
        known.put(pair, id);
        return id;
    }

    private ConversationId newId(Pair pair, UserId peer) {
        if (!accounts.exists(peer)) {
            throw HongyanException.notFound("There is no such user.");
        }
        ids.store(pair.lower(), pair.higher(), newId.get());
        return ids.find(pair.lower(), pair.higher()).orElseThrow();
    }

    private Origin create(ConversationId conversation, UserId user, UserId peer) {
        Command.Create create = new Command.Create(
                conversation, user, ConversationKind.DIRECT, null, History.SINCE_JOINED, List.of(peer), null);
        return switch (log.apply(create)) {
            case Event _ -> Origin.CREATED;
            case Outcome.Refused refused -> throw refusals.problem(refused, user, conversation);
            case Outcome _ -> Origin.EXISTED;
        };
    }
}
