package io.hongyan.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Page;
import io.hongyan.streams.id.UserId;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Who there is: what other features ask about accounts. Thread-safe.
public final class Accounts {

    /// A name that was changed on another node is old here for this long.
    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final int REMEMBERED_ACCOUNTS = 100_000;

    private final AccountRepository accounts;
    private final AccountSearch search;
    private final Cache<UserId, Account> cache = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_ACCOUNTS)
            .expireAfterWrite(REMEMBERED)
            .build();

    public Accounts(Jdbi jdbi) {
        this.accounts = jdbi.onDemand(AccountRepository.class);
        this.search = new AccountSearch(accounts);
    }

    /// Those of `ids` that are accounts in use: neither unknown nor disabled.
    public Set<UserId> existing(Collection<UserId> ids) {
        return known(ids).values().stream()
                .filter(Account::active)
                .map(Account::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Whether `id` is an account in use.
    public boolean exists(UserId id) {
        return existing(Set.of(id)).contains(id);
    }

    /// The names of `ids`, without those that nobody has; disabled accounts keep theirs.
    public Map<UserId, User> users(Collection<UserId> ids) {
        return known(ids).values().stream().collect(Collectors.toUnmodifiableMap(Account::id, Account::user));
    }

    /// The person behind an id.
    ///
    /// @throws HongyanException `notFound`, if there is none
    public User user(UserId id) {
        return Optional.ofNullable(users(Set.of(id)).get(id))
                .orElseThrow(() -> HongyanException.notFound("There is no such user."));
    }

    /// The accounts in use whose name or display name starts with `query`: by name first, then by display name.
    public Page<User> search(String query, int limit, @Nullable String cursor) {
        return search.page(query, limit, cursor);
    }

    /// An account as it is stored now.
    Account account(UserId id) {
        return accounts.find(id).orElseThrow(() -> HongyanException.notFound("There is no such user."));
    }

    /// Has the next question about `id` answered by PostgreSQL.
    void forget(UserId id) {
        cache.invalidate(id);
    }

    private Map<UserId, Account> known(Collection<UserId> ids) {
        return cache.getAll(
                ids,
                missing -> accounts.findAll(Set.copyOf(missing)).stream()
                        .collect(Collectors.toMap(Account::id, Function.identity())));
    }
}
