package io.hongyan.gateway.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.dropwizard.lifecycle.Managed;
import io.hongyan.log.MailboxListener;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.MailboxChange;
import io.hongyan.streams.mailbox.MailboxChanges;
import io.hongyan.streams.mailbox.MailboxChanges.Cause;
import io.hongyan.streams.mailbox.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gathers who has read on in direct conversations and small groups, and tells it once a second.
///
/// Larger groups ask for the receipts of the message that they want to know of. Thread-safe.
public final class ReadReceipts implements MailboxListener, Managed {

    private static final Logger LOG = LoggerFactory.getLogger(ReadReceipts.class);

    /// How far members were told to have read: some 20 MB.
    private static final int REMEMBERED = 100_000;

    private static final long PERIOD_MS = 1_000;

    private final int maxMembers;
    private final Function<ConversationId, Optional<Summary>> summaries;
    private final BiConsumer<ConversationId, Map<UserId, Long>> told;
    private final Cache<Reader, Long> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("read-receipts").factory());
    private Map<ConversationId, Map<UserId, Long>> gathered = new HashMap<>();

    /// Groups above `maxMembers` aren't told; `told` hears how far some members of a conversation have read.
    public ReadReceipts(
            int maxMembers,
            Function<ConversationId, Optional<Summary>> summaries,
            BiConsumer<ConversationId, Map<UserId, Long>> told) {
        this.maxMembers = maxMembers;
        this.summaries = summaries;
        this.told = told;
    }

    private record Reader(ConversationId conversation, UserId user) {}

    @Override
    public void start() {
        thread.scheduleWithFixedDelay(this::tell, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        thread.shutdownNow();
    }

    @Override
    public void changed(int partition, MailboxChanges changes) {
        if (changes.cause() == Cause.MARK) {
            changes.changes().forEach(this::gather);
        }
    }

    private void gather(MailboxChange change) {
        Session session = change.session();
        if (session == null || session.left() || !isSmall(change.conversation())) {
            return;
        }
        Reader reader = new Reader(change.conversation(), change.user());
        Long before = known.getIfPresent(reader);
        if (before == null || before < session.readSeq()) {
            known.put(reader, session.readSeq());
            synchronized (this) {
                gathered.computeIfAbsent(change.conversation(), _ -> new HashMap<>())
                        .put(change.user(), session.readSeq());
            }
        }
    }

    private boolean isSmall(ConversationId conversation) {
        return summaries
                .apply(conversation)
                .filter(summary -> summary.kind() == ConversationKind.DIRECT || summary.memberCount() <= maxMembers)
                .isPresent();
    }

    /// The loop's policy: what can't be told is dropped, as whoever misses it can ask.
    void tell() {
        Map<ConversationId, Map<UserId, Long>> taken;
        synchronized (this) {
            taken = gathered;
            gathered = new HashMap<>();
        }
        taken.forEach((conversation, reads) -> {
            try {
                told.accept(conversation, reads);
            } catch (RuntimeException failure) {
                LOG.error("it can't be told who has read", failure);
            }
        });
    }
}
