package io.hongyan.account;

import io.dropwizard.core.setup.Environment;
import io.hongyan.account.token.Role;
import io.hongyan.infra.Snowflake;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Makes accounts for people whom an operator brings from elsewhere. Thread-safe.
public final class Enrollment {

    private final Jdbi jdbi;
    private final Passwords passwords;
    private final Snowflake ids;
    private final Clock clock;

    private Enrollment(Jdbi jdbi, Passwords passwords, Snowflake ids, Clock clock) {
        this.jdbi = jdbi;
        this.passwords = passwords;
        this.ids = ids;
        this.clock = clock;
    }

    /// Puts it together; its threads live as long as the environment.
    public static Enrollment of(
            AccountsConfiguration configuration, Jdbi jdbi, Snowflake ids, Environment environment, Clock clock) {
        return new Enrollment(jdbi, configuration.passwords(environment), ids, clock);
    }

    /// Somebody to be enrolled; without a password nobody can log in with one.
    public record Newcomer(
            @ValidName String name,
            @ValidDisplayName @Nullable String displayName,
            @ValidPassword @Nullable String password) {

        @Override
        public String toString() {
            return "Newcomer[" + name + "]";
        }
    }

    /// Makes accounts for those whose name is free, and changes nothing of those that are there. How many were made.
    public int enroll(List<Newcomer> newcomers) {
        Set<String> there =
                find(newcomers.stream().map(Newcomer::name).toList()).keySet();
        List<Account> accounts = newcomers.stream()
                .filter(newcomer -> !there.contains(newcomer.name()))
                .map(this::account)
                .toList();
        return jdbi.inTransaction(transaction -> {
            AccountRepository repository = transaction.attach(AccountRepository.class);
            return accounts.stream()
                    .mapToInt(account -> repository.store(
                            account, AccountName.key(account.name()), AccountName.key(account.displayName())))
                    .sum();
        });
    }

    /// The accounts of these names, by the name as it is asked for.
    public Map<String, UserId> find(Collection<String> names) {
        Set<String> keys = names.stream().map(AccountName::key).collect(Collectors.toSet());
        Map<String, UserId> byKey =
                jdbi.withExtension(AccountRepository.class, repository -> repository.findAllByName(keys)).stream()
                        .collect(Collectors.toMap(AccountRepository.Named::nameKey, AccountRepository.Named::id));
        Map<String, UserId> byName = new HashMap<>();
        for (String name : names) {
            UserId id = byKey.get(AccountName.key(name));
            if (id != null) {
                byName.put(name, id);
            }
        }
        return byName;
    }

    private Account account(Newcomer newcomer) {
        AccountName name = AccountName.of(newcomer.name());
        return new Account(
                new UserId(ids.next()),
                name.given(),
                Objects.requireNonNullElse(newcomer.displayName(), name.given()),
                newcomer.password() == null ? null : passwords.hash(newcomer.password()),
                Role.USER,
                clock.instant(),
                null);
    }
}
