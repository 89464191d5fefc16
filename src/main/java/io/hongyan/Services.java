package io.hongyan;

import io.dropwizard.core.setup.Environment;
import io.hongyan.infra.Snowflake;
import java.time.Clock;

/// Our own objects, each made once, in the order in which they need each other.
record Services(Snowflake ids) {

    static Services assemble(
            HongyanConfiguration configuration, Connections connections, Environment environment, Clock clock) {
        Snowflake ids = new Snowflake(clock, configuration.node().number());
        return new Services(ids);
    }
}
