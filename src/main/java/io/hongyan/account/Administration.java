package io.hongyan.account;

import io.hongyan.account.token.Caller;
import io.hongyan.account.token.Revocation;
import io.hongyan.account.token.Revocations;
import io.hongyan.account.token.Role;
import io.hongyan.account.token.Sessions;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Snowflake;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// What administrators do with accounts; every act is audited.
final class Administration {

    private final Jdbi jdbi;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Revocations revocations;
    private final Audit audit;
    private final Snowflake ids;
    private final Clock clock;

    Administration(
            Jdbi jdbi,
            Accounts accounts,
            Sessions sessions,
            Revocations revocations,
            Audit audit,
            Snowflake ids,
            Clock clock) {
        this.jdbi = jdbi;
        this.accounts = accounts;
        this.sessions = sessions;
        this.revocations = revocations;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /// An account to be made without a password.
    record Wanted(
            @ValidName String name,
            @ValidDisplayName @Nullable String displayName,
            @Nullable Role role) {

        String shownName() {
            return Objects.requireNonNullElse(displayName, AccountName.of(name).given());
        }
    }

    /// The account for one of the [Wanted], and whether it was made now or was there before.
    record Made(UserId id, String name, String displayName, boolean created) {}

    /// Makes those accounts whose name is free; answers all, in order.
    List<Made> make(Caller by, List<Wanted> wanted) {
        List<AccountName> names =
                wanted.stream().map(one -> AccountName.of(one.name())).toList();
        List<String> keys = names.stream().map(AccountName::key).toList();
        List<UserId> candidates =
                wanted.stream().map(one -> new UserId(ids.next())).toList();
        Map<String, AccountRepository.Named> found = jdbi.inTransaction(transaction -> {
            AccountRepository repository = transaction.attach(AccountRepository.class);
            repository.storeAll(
                    candidates,
                    names.stream().map(AccountName::given).toList(),
                    keys,
                    wanted.stream().map(Wanted::shownName).toList(),
                    wanted.stream().map(one -> AccountName.key(one.shownName())).toList(),
                    wanted.stream()
                            .map(one -> Objects.requireNonNullElse(one.role(), Role.USER)
                                    .name())
                            .toList(),
                    clock.instant());
            audit.record(transaction, by.user(), "make accounts", Integer.toString(wanted.size()), keys.getFirst());
            return repository.findAllByName(Set.copyOf(keys)).stream()
                    .collect(Collectors.toMap(AccountRepository.Named::nameKey, Function.identity()));
        });
        // A name that is given twice was made by its first mention.
        Set<UserId> made = new HashSet<>(candidates);
        return keys.stream()
                .map(found::get)
                .map(account ->
                        new Made(account.id(), account.name(), account.displayName(), made.remove(account.id())))
                .toList();
    }

    /// Makes a token for each of `users`, in order.
    ///
    /// @throws HongyanException `invalid`, if one of them isn't an account in use
    List<Sessions.Minted> mint(Caller by, List<UserId> users, String name, Duration life) {
        Map<UserId, Account> found = new HashMap<>();
        jdbi.withExtension(AccountRepository.class, repository -> repository.findAll(Set.copyOf(users)))
                .forEach(account -> found.put(account.id(), account));
        List<Sessions.Holder> holders = IntStream.range(0, users.size())
                .mapToObj(i -> {
                    Account account = found.get(users.get(i));
                    if (account == null || !account.active()) {
                        throw HongyanException.invalid("/userIds/" + i, "is not an account in use");
                    }
                    return new Sessions.Holder(account.id(), account.role());
                })
                .toList();
        List<DeviceId> devices =
                users.stream().map(user -> new DeviceId(ids.next())).toList();
        jdbi.useTransaction(transaction -> audit.record(
                transaction,
                by.user(),
                "mint tokens",
                Integer.toString(users.size()),
                users.getFirst() + " for " + life));
        return sessions.mint(holders, devices, name, life);
    }

    /// Disables an account or lets it in again, and gives it another role. What it was logged in with is revoked.
    Account change(Caller by, UserId id, @Nullable Boolean disabled, @Nullable Role role) {
        if (by.user().equals(id)) {
            throw new HongyanException(ErrorCode.CONFLICT, "Let another administrator change your own account.");
        }
        List<Revocation> revoked = jdbi.inTransaction(transaction -> {
            AccountRepository repository = transaction.attach(AccountRepository.class);
            if (repository.find(id).isEmpty()) {
                throw HongyanException.notFound("There is no such user.");
            }
            if (disabled != null) {
                repository.disable(id, disabled ? clock.instant() : null);
                audit.record(
                        transaction, by.user(), disabled ? "disable account" : "enable account", id.toString(), "");
            }
            if (role != null) {
                repository.assign(id, role);
                audit.record(transaction, by.user(), "assign role", id.toString(), role.name());
            }
            return disabled == null && role == null ? List.of() : revocations.revokeAll(id, transaction);
        });
        revoked.forEach(revocations::learn);
        accounts.forget(id);
        return accounts.account(id);
    }
}
