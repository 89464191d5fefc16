package io.hongyan;

import io.dropwizard.core.setup.Environment;

/// What Jersey and Jetty see of the services.
final class Endpoints {

    private Endpoints() {}

    static void register(Services services, Environment environment) {
        environment.jersey().setUrlPattern("/*");
    }
}
