package io.hongyan;

import io.dropwizard.core.setup.Environment;
import io.hongyan.account.AccountFeature;
import io.hongyan.infra.Idempotency;
import io.hongyan.infra.Snowflake;
import java.time.Clock;

/// Our own objects, each made once, in the order in which they need each other.
record Services(Snowflake ids, Idempotency idempotency, AccountFeature account) {

    static Services assemble(
            HongyanConfiguration configuration, Connections connections, Environment environment, Clock clock) {
        Snowflake ids = new Snowflake(clock, configuration.node().number());
        Idempotency idempotency = new Idempotency(connections.jdbi(), clock);
        AccountFeature account = AccountFeature.assemble(
                configuration.accounts(),
                configuration.tokens(),
                configuration.node().data(),
                connections.jdbi(),
                idempotency,
                ids,
                environment,
                clock);
        return new Services(ids, idempotency, account);
    }
}
