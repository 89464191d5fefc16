package io.hongyan.gateway.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.dropwizard.lifecycle.Managed;
import io.hongyan.streams.conversation.ConversationKind;
import io.hongyan.streams.conversation.Summary;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gathers how far members of direct conversations and small groups have come, and tells it once a second.
///
/// Members of larger groups ask for the receipts of the message that they want to know of. Thread-safe.
final class Positions implements Managed {

    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);

    /// How far members were told to have come: some 20 MB.
    private static final int REMEMBERED = 100_000;

    private static final long PERIOD_MS = 1_000;

    private final int maxMembers;
    private final Function<ConversationId, Optional<Summary>> summaries;
    private final Consumer<Map<ConversationId, Map<UserId, Advance>>> told;
    private final Cache<Member, Long> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final ScheduledExecutorService thread;
    private Map<ConversationId, Map<UserId, Advance>> gathered = new HashMap<>();

    /// Groups above `maxMembers` aren't told; `told` hears how far some members have come, on the thread `name`.
    Positions(
            String name,
            int maxMembers,
            Function<ConversationId, Optional<Summary>> summaries,
            Consumer<Map<ConversationId, Map<UserId, Advance>>> told) {
        this.maxMembers = maxMembers;
        this.summaries = summaries;
        this.told = told;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    private record Member(ConversationId conversation, UserId user) {}

    @Override
    public void start() {
        thread.scheduleWithFixedDelay(this::tell, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        thread.shutdownNow();
    }

    /// A member has come as far as `seq`. What isn't further than was told is passed over.
    void gather(ConversationId conversation, UserId user, long seq) {
        if (!isSmall(conversation)) {
            return;
        }
        Member member = new Member(conversation, user);
        Long before = known.getIfPresent(member);
        if (before == null || before < seq) {
            known.put(member, seq);
            synchronized (this) {
                gathered.computeIfAbsent(conversation, _ -> new HashMap<>())
                        .merge(user, new Advance(before == null ? 0 : before, seq), Advance::then);
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
    private void tell() {
        Map<ConversationId, Map<UserId, Advance>> taken;
        synchronized (this) {
            taken = gathered;
            gathered = new HashMap<>();
        }
        try {
            told.accept(taken);
        } catch (RuntimeException failure) {
            LOG.error("it can't be told how far members have come", failure);
        }
    }
}
