package io.hongyan.gateway.live;

import io.hongyan.relation.permission.Permissions;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// Has two of whom one has blocked the other see nothing more of what either does in their direct conversation.
/// Thread-safe.
public final class Discretion {

    /// How many questions it asks at once, well below what the door has room for: messages mustn't wait for what is
    /// only shown.
    private static final int ASKING = 10;

    private final BiFunction<UserId, ConversationId, Optional<UserId>> peers;
    private final Permissions permissions;
    private final Semaphore asking = new Semaphore(ASKING);
    private final Executor threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("discretion-", 0).factory());

    /// `peers` says whom somebody talks to in a direct conversation.
    public Discretion(BiFunction<UserId, ConversationId, Optional<UserId>> peers, Permissions permissions) {
        this.peers = peers;
        this.permissions = permissions;
    }

    /// Tells the others of a conversation what `user` does there, unless a block is between them: at once where that
    /// is remembered, and else as soon as it is known. Where it can't be known, or too much isn't known at once,
    /// nothing is told. Doesn't block.
    public void tell(UserId user, ConversationId conversation, Runnable telling) {
        UserId peer = peers.apply(user, conversation).orElse(null);
        if (peer == null) {
            telling.run();
            return;
        }
        Optional<Boolean> remembered = permissions.rememberedBlock(user, peer);
        if (remembered.isPresent()) {
            tellUnless(remembered, telling);
        } else if (asking.tryAcquire()) {
            threads.execute(() -> {
                try {
                    tellUnless(permissions.findBlock(user, peer), telling);
                } finally {
                    asking.release();
                }
            });
        }
    }

    /// The same of several at once: `telling` is given all of them, or of a direct conversation each by themselves.
    public void tell(Set<UserId> users, ConversationId conversation, Consumer<Set<UserId>> telling) {
        boolean direct =
                users.stream().anyMatch(user -> peers.apply(user, conversation).isPresent());
        if (direct) {
            users.forEach(user -> tell(user, conversation, () -> telling.accept(Set.of(user))));
        } else {
            telling.accept(users);
        }
    }

    private static void tellUnless(Optional<Boolean> blocked, Runnable telling) {
        if (blocked.equals(Optional.of(false))) {
            telling.run();
        }
    }
}
