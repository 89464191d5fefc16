package io.hongyan.account;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import io.hongyan.account.device.DevicesResource;
import io.hongyan.account.token.AccessTokens;
import io.hongyan.account.token.BearerFilter;
import io.hongyan.account.token.Revocations;
import io.hongyan.account.token.Sessions;
import io.hongyan.account.token.TokensConfiguration;
import io.hongyan.infra.Idempotency;
import io.hongyan.infra.Snowflake;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.jdbi.v3.core.Jdbi;

/// Everything about accounts, put together: what other features use of it, and the resources it serves.
public record AccountFeature(
        Accounts accounts, AccessTokens tokens, Revocations revocations, Audit audit, List<Object> resources) {

    public AccountFeature {
        resources = List.copyOf(resources);
    }

    /// Puts it together; its threads live as long as the server.
    public static AccountFeature assemble(
            AccountsConfiguration configuration,
            TokensConfiguration tokensConfiguration,
            Path nodeData,
            Jdbi jdbi,
            Idempotency idempotency,
            Snowflake ids,
            Environment environment,
            Clock clock) {
        ScheduledExecutorService timer =
                environment.lifecycle().scheduledExecutorService("accounts-%d").build();
        Revocations revocations = new Revocations(jdbi, timer, clock);
        AccessTokens tokens = tokensConfiguration.accessTokens(nodeData, revocations, clock);
        Sessions sessions = tokensConfiguration.sessions(jdbi, tokens, revocations, configuration.devices(), clock);

        Passwords passwords = configuration.passwords(environment);
        Accounts accounts = new Accounts(jdbi);
        Invites invites = new Invites(jdbi, clock);
        Registrar registrar =
                new Registrar(jdbi, configuration.registration(), passwords, invites, idempotency, ids, clock);
        Login login = new Login(jdbi, passwords, sessions, idempotency, ids);
        Profile profile = new Profile(jdbi, accounts, passwords, revocations);
        Audit audit = new Audit(ids, clock);
        Administration administration = new Administration(jdbi, accounts, sessions, revocations, audit, ids, clock);

        environment.lifecycle().manage(revocations);
        environment
                .lifecycle()
                .manage(new FirstAdministrator(jdbi, configuration.adminPassword(), passwords, ids, clock));
        environment
                .lifecycle()
                .manage(new Housekeeping(
                        timer, List.of(sessions::forgetOld, invites::forgetOld, idempotency::forgetOld)));
        return new AccountFeature(
                accounts,
                tokens,
                revocations,
                audit,
                List.of(
                        new AccountResource(registrar),
                        new TokenResource(login, sessions, accounts),
                        new MeResource(profile),
                        new UserResource(accounts),
                        new DevicesResource(jdbi, revocations, clock),
                        new AdminResource(administration, invites, tokens.life())));
    }

    /// Serves the resources, and lets every resource ask for its caller.
    public void register(JerseyEnvironment jersey) {
        BearerFilter.register(tokens, jersey);
        resources.forEach(jersey::register);
    }
}
