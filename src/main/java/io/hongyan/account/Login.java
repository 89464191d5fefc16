package io.hongyan.account;

import io.hongyan.account.token.DeviceKind;
import io.hongyan.account.token.Session;
import io.hongyan.account.token.Sessions;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Idempotency;
import io.hongyan.infra.Snowflake;
import io.hongyan.streams.id.DeviceId;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;
import org.hibernate.validator.constraints.CodePointLength;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Checks names and passwords, and logs devices in.
final class Login {

    private static final Client UNKNOWN = new Client(null, DeviceKind.WEB, null);

    private final AccountRepository accounts;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Idempotency idempotency;
    private final Snowflake ids;

    Login(Jdbi jdbi, Passwords passwords, Sessions sessions, Idempotency idempotency, Snowflake ids) {
        this.accounts = jdbi.onDemand(AccountRepository.class);
        this.passwords = passwords;
        this.sessions = sessions;
        this.idempotency = idempotency;
        this.ids = ids;
    }

    /// What a client says of its device; `id` is the one that it was given when it logged in before.
    public record Client(
            @Nullable DeviceId id,
            @NotNull DeviceKind kind,
            @CodePointLength(max = 64) @Nullable String name) {}

    /// Logs in with name and password. A device id that isn't this account's own gets a new one instead.
    ///
    /// @throws HongyanException `unauthenticated`, whether the name is unknown or the password wrong
    Session open(String name, String password, @Nullable Client given, @Nullable String key) {
        Optional<Account> found = accounts.findByName(AccountName.of(name).key());
        String hash = found.map(Account::passwordHash).orElse(null);
        if (!passwords.matches(password, hash) || found.isEmpty() || hash == null) {
            throw new HongyanException(ErrorCode.UNAUTHENTICATED, "Name or password is wrong.");
        }
        Account account = found.get();
        if (passwords.isOutdated(hash)) {
            accounts.changePassword(account.id(), passwords.hash(password), hash);
        }
        Client client = given == null ? UNKNOWN : given;
        String deviceName = client.name() == null ? "" : client.name();
        DeviceId device = client.id() != null && sessions.belongs(client.id(), account.id())
                ? client.id()
                : new DeviceId(
                        idempotency.claim("login " + account.id(), key, client.kind() + " " + deviceName, ids::next));
        return sessions.open(account.id(), account.role(), device, client.kind(), deviceName);
    }
}
