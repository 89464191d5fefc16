package io.hongyan.message;

import io.hongyan.relation.permission.Permissions;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.Optional;

/// Asks the relation chain about messages, which only direct conversations have to do with. Thread-safe.
public final class RelationDoor {

    private final Permissions permissions;
    private final Peers peers;

    public RelationDoor(Permissions permissions, Peers peers) {
        this.permissions = permissions;
        this.peers = peers;
    }

    /// Who is behind a conversation.
    public interface Peers {

        /// Whom `user` talks to in a direct conversation; empty for a group, and for one that this node hasn't heard
        /// of: it was asked about a moment ago, when it was started.
        Optional<UserId> peer(UserId user, ConversationId conversation);
    }

    Optional<UserId> peer(UserId user, ConversationId conversation) {
        return peers.peer(user, conversation);
    }

    boolean isKnown(UserId sender, ConversationId conversation) {
        return peers.peer(sender, conversation)
                .map(peer -> permissions.isKnown(sender, peer))
                .orElse(true);
    }

    /// Whether `sender` may write there.
    ///
    /// @throws HongyanException `unavailable`
    public boolean allows(UserId sender, ConversationId conversation) {
        return peers.peer(sender, conversation)
                .map(peer -> permissions.allows(sender, peer))
                .orElse(true);
    }
}
