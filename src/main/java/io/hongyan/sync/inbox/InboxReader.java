package io.hongyan.sync.inbox;

import io.hongyan.mailbox.Arrivals;
import io.hongyan.streams.id.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads inboxes for those who know what must be in them, and waits for what may be on its way. Thread-safe.
public final class InboxReader {

    /// How often the inbox is looked at, where another node writes it: what this node writes it says at once.
    private static final Duration LOOK = Duration.ofMillis(50);

    /// How often at most: a second in all.
    private static final int LOOKS = 20;

    private final Inbox inbox;
    private final Arrivals<UserId> arrivals = new Arrivals<>();

    public InboxReader(Inbox inbox) {
        this.inbox = inbox;
    }

    /// This node has written into these inboxes.
    public void written(Collection<UserId> users) {
        users.forEach(arrivals::changed);
    }

    /// What follows the position `after` without a hole, up to `to` and at most `limit`. It is waited for up to a
    /// second; nothing means that the inbox lost it, or is too far behind.
    public List<Reference> await(UserId user, int epoch, long after, long to, int limit) {
        Supplier<Optional<List<Reference>>> look = () -> settled(inbox.range(user, epoch, after, to, limit));
        Optional<List<Reference>> found = Optional.empty();
        for (int looked = 0; found.isEmpty() && looked < LOOKS; looked++) {
            found = arrivals.await(user, LOOK, look);
        }
        return consecutive(found.orElse(List.of()), after);
    }

    /// Empty where there may be more in a moment.
    private static Optional<List<Reference>> settled(Optional<List<Reference>> found) {
        return found.isEmpty() ? Optional.of(List.of()) : found.filter(references -> !references.isEmpty());
    }

    private static List<Reference> consecutive(List<Reference> references, long after) {
        int count = 0;
        while (count < references.size() && references.get(count).position() == after + 1 + count) {
            count++;
        }
        return references.subList(0, count);
    }
}
