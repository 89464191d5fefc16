package io.hongyan.relation.permission;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.streams.id.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/// Says who may talk to whom. Thread-safe.
///
/// What was decided is remembered, so that whoever writes again doesn't wait for Neo4j, and holds for as long as that
/// can't be asked. A relation that changes is [forgotten][#forget] on every node, by the topic `relations`. What is
/// remembered is also asked again after a while, because a node that dies between changing a relation and telling of it
/// tells nobody; what nobody has needed for long is asked before it is used.
public final class Permissions {

    /// How many times the while, so that who talks is answered from memory.
    private static final int OLD = 6;

    private final Ties ties;
    private final MessagingPolicy policy;
    private final OutagePolicy onOutage;
    private final Set<UserId> exempt;
    private final AsyncLoadingCache<Pair, Remembered> verdicts;
    private final long old;
    private final Ticker ticker;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("permission-", 0).factory());

    /// @param exempt those who may write to everybody, and everybody to them, whatever the policy says
    /// @param remembered how many pairs
    /// @param renewed after how long what is remembered of a pair is asked again
    public Permissions(
            Ties ties,
            MessagingPolicy policy,
            OutagePolicy onOutage,
            Set<UserId> exempt,
            int remembered,
            Duration renewed,
            Ticker ticker) {
        this.ties = ties;
        this.policy = policy;
        this.onOutage = onOutage;
        this.exempt = Set.copyOf(exempt);
        this.old = renewed.multipliedBy(OLD).toNanos();
        this.ticker = ticker;
        this.verdicts = Caffeine.newBuilder()
                .maximumSize(remembered)
                .refreshAfterWrite(renewed)
                .executor(threads)
                .ticker(ticker)
                .buildAsync(new Asking());
    }

    private record Pair(UserId from, UserId to) {}

    /// What was decided, and when Neo4j was last asked, whether it had an answer or not: nobody's messages shall wait
    /// for one that is away each time.
    private record Remembered(Verdict verdict, long asked) {}

    private final class Asking implements CacheLoader<Pair, Remembered> {

        @Override
        public Remembered load(Pair pair) {
            Verdict verdict = judge(pair.from(), pair.to(), ties.find(pair.from(), pair.to()));
            return new Remembered(verdict, ticker.read());
        }

        @Override
        public Remembered reload(Pair pair, Remembered remembered) {
            try {
                return load(pair);
            } catch (HongyanException away) {
                return new Remembered(remembered.verdict(), ticker.read());
            }
        }
    }

    private boolean isOld(Remembered remembered) {
        return ticker.read() - remembered.asked() > old;
    }

    private enum Verdict {
        ALLOWED,
        /// By the policy.
        REFUSED,
        BLOCKED
    }

    /// Whether asking about these two is answered from memory.
    public boolean isKnown(UserId from, UserId to) {
        return findRecent(from, to).isPresent();
    }

    /// What may be used without asking first. Doesn't block.
    private Optional<Remembered> findRecent(UserId from, UserId to) {
        return find(from, to).filter(remembered -> !isOld(remembered));
    }

    /// What is remembered of these two. Doesn't block.
    private Optional<Remembered> find(UserId from, UserId to) {
        return Optional.ofNullable(verdicts.getIfPresent(new Pair(from, to)))
                .filter(remembered -> remembered.state() == Future.State.SUCCESS)
                .map(Future::resultNow);
    }

    /// Refuses where `from` may not write to `to`; everybody may to themselves. Whether that is the policy or a
    /// block, nobody is told.
    ///
    /// @throws HongyanException `notAllowed`, or `unavailable` where nothing is known and Neo4j can't be asked
    public void require(UserId from, UserId to) {
        if (!allows(from, to)) {
            throw notAllowed();
        }
    }

    /// Whether `from` may write to `to`.
    ///
    /// @throws HongyanException `unavailable` as for [#require]
    public boolean allows(UserId from, UserId to) {
        return from.equals(to) || verdict(from, to) == Verdict.ALLOWED;
    }

    /// Refuses where `from` may not invite one of `all`.
    ///
    /// @throws HongyanException as [#require]
    public void requireAll(UserId from, Collection<UserId> all) {
        List<UserId> unknown = new ArrayList<>();
        for (UserId to : all) {
            if (isKnown(from, to)) {
                require(from, to);
            } else if (!to.equals(from)) {
                unknown.add(to);
            }
        }
        if (unknown.isEmpty()) {
            return;
        }
        Map<UserId, Tie> found;
        try {
            found = ties.findAll(from, unknown);
        } catch (HongyanException away) {
            unknown.forEach(to -> requireRemembered(from, to, away));
            return;
        }
        // Not remembered: the pairs of a large group would push out those who talk.
        if (unknown.stream().anyMatch(to -> judge(from, to, found.getOrDefault(to, Tie.NONE)) != Verdict.ALLOWED)) {
            throw notAllowed();
        }
    }

    private void requireRemembered(UserId from, UserId to, HongyanException away) {
        Optional<Remembered> remembered = find(from, to);
        if (remembered.isEmpty()) {
            unlessAllowed(away);
        } else if (remembered.get().verdict() != Verdict.ALLOWED) {
            throw notAllowed();
        }
    }

    /// Those of `users` who have blocked `viewer`, as Neo4j has it now; empty while it can't be asked, whatever
    /// [OutagePolicy] says: that is about who may talk, and being hidden is promised.
    public Optional<Set<UserId>> findBlockers(Set<UserId> users, UserId viewer) {
        Map<UserId, Tie> found;
        try {
            found = ties.findAll(viewer, users);
        } catch (HongyanException away) {
            return Optional.empty();
        }
        return Optional.of(found.entrySet().stream()
                .filter(entry -> entry.getValue().blocked())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /// Whether one of these two has blocked the other, as far as it is remembered. Doesn't block.
    public Optional<Boolean> rememberedBlock(UserId one, UserId other) {
        return findRecent(one, other).map(remembered -> remembered.verdict() == Verdict.BLOCKED);
    }

    /// Whether one of these two has blocked the other; empty where nothing is remembered and Neo4j can't be asked.
    public Optional<Boolean> findBlock(UserId one, UserId other) {
        try {
            return Optional.of(!one.equals(other) && decided(one, other) == Verdict.BLOCKED);
        } catch (HongyanException away) {
            return Optional.empty();
        }
    }

    /// The relation of these two has changed.
    public void forget(UserId one, UserId other) {
        verdicts.synchronous().invalidateAll(List.of(new Pair(one, other), new Pair(other, one)));
    }

    private Verdict verdict(UserId from, UserId to) {
        try {
            return decided(from, to);
        } catch (HongyanException away) {
            unlessAllowed(away);
            return Verdict.ALLOWED;
        }
    }

    /// As it is remembered, or Neo4j has it now.
    private Verdict decided(UserId from, UserId to) {
        Pair pair = new Pair(from, to);
        try {
            Remembered remembered = verdicts.get(pair).join();
            return isOld(remembered)
                    ? verdicts.synchronous().refresh(pair).join().verdict()
                    : remembered.verdict();
        } catch (CompletionException e) {
            if (e.getCause() instanceof HongyanException away) {
                throw away;
            }
            throw e;
        }
    }

    private void unlessAllowed(HongyanException away) {
        switch (onOutage) {
            case ALLOW -> {}
            case DENY -> throw away;
        }
    }

    private Verdict judge(UserId from, UserId to, Tie tie) {
        if (tie.blocked() || tie.blocking()) {
            return Verdict.BLOCKED;
        }
        boolean allowed = exempt.contains(from) || exempt.contains(to) || policy.allows(tie);
        return allowed ? Verdict.ALLOWED : Verdict.REFUSED;
    }

    private static HongyanException notAllowed() {
        return new HongyanException(ErrorCode.NOT_ALLOWED, "This person doesn't take messages from you.");
    }
}
