package io.hongyan.account;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.account.token.Role;
import io.hongyan.infra.Snowflake;
import io.hongyan.streams.id.UserId;
import java.time.Clock;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the account `admin` where there is no administrator yet. Afterwards its password is its owner's affair: a
/// changed configuration changes nothing.
final class FirstAdministrator implements Managed {

    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

    private final AccountRepository accounts;
    private final String password;
    private final Passwords passwords;
    private final Snowflake ids;
    private final Clock clock;

    FirstAdministrator(Jdbi jdbi, String password, Passwords passwords, Snowflake ids, Clock clock) {
        this.accounts = jdbi.onDemand(AccountRepository.class);
        this.password = password;
        this.passwords = passwords;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public void start() {
        if (accounts.hasAdministrator()) {
            return;
        }
        if (password.isEmpty()) {
            LOG.warn("There is no administrator, and accounts.adminPassword is empty: nobody can use /v1/admin.");
            return;
        }
        AccountName name = AccountName.ADMINISTRATOR;
        Account account = new Account(
                new UserId(ids.next()),
                name.given(),
                name.given(),
                passwords.hash(password),
                Role.ADMIN,
                clock.instant(),
                null);
        // Another node that starts for the first time may be faster; then its account is the one.
        if (accounts.store(account, name.key(), name.key()) == 1) {
            LOG.info("Made the first administrator, named admin.");
        }
    }
}
