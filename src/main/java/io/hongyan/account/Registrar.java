package io.hongyan.account;

import io.hongyan.account.AccountsConfiguration.Registering;
import io.hongyan.account.token.Role;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Idempotency;
import io.hongyan.infra.Snowflake;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Makes accounts for those who register.
final class Registrar {

    private final Jdbi jdbi;
    private final Registering policy;
    private final Passwords passwords;
    private final Invites invites;
    private final Idempotency idempotency;
    private final Snowflake ids;
    private final Clock clock;

    Registrar(
            Jdbi jdbi,
            Registering policy,
            Passwords passwords,
            Invites invites,
            Idempotency idempotency,
            Snowflake ids,
            Clock clock) {
        this.jdbi = jdbi;
        this.policy = policy;
        this.passwords = passwords;
        this.invites = invites;
        this.idempotency = idempotency;
        this.ids = ids;
        this.clock = clock;
    }

    /// The new account; the one made before, when the same request comes again with its key.
    User register(Registration registration, @Nullable String key) {
        if (policy == Registering.CLOSED) {
            throw new HongyanException(ErrorCode.FORBIDDEN, "Registration is closed; an administrator makes accounts.");
        }
        AccountName name = AccountName.of(registration.name());
        String displayName = Objects.requireNonNullElse(registration.displayName(), name.given());
        UserId id = new UserId(idempotency.claim("account " + name.key(), key, displayName, ids::next));
        Account account = new Account(
                id,
                name.given(),
                displayName,
                passwords.hash(registration.password()),
                Role.USER,
                clock.instant(),
                null);
        return jdbi.inTransaction(transaction -> store(account, name, registration.invite(), transaction))
                .user();
    }

    private Account store(Account account, AccountName name, @Nullable String invite, Handle transaction) {
        AccountRepository accounts = transaction.attach(AccountRepository.class);
        boolean reserved = name.key().equals(AccountName.ADMINISTRATOR.key());
        boolean stored = !reserved && accounts.store(account, name.key(), AccountName.key(account.displayName())) == 1;
        if (stored) {
            requireInvite(invite, transaction);
            return account;
        }
        return accounts.find(account.id())
                .orElseThrow(() -> new HongyanException(ErrorCode.CONFLICT, "This name is taken."));
    }

    private void requireInvite(@Nullable String invite, Handle transaction) {
        if (policy == Registering.INVITE && (invite == null || !invites.use(invite, transaction))) {
            throw HongyanException.invalid("/invite", "must be an invitation that isn't used up");
        }
    }
}
