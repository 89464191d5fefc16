package io.hongyan;

import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.setup.AdminEnvironment;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import io.hongyan.error.HttpBorder;
import io.hongyan.gateway.frame.ClientShape;
import io.hongyan.gateway.frame.PushShape;
import io.hongyan.gateway.frame.ServerFrame;
import io.hongyan.health.MetricsServlet;
import io.hongyan.health.ReadyServlet;
import io.hongyan.infra.AddressLimit;
import io.hongyan.infra.CredentialLimit;
import io.hongyan.infra.FitParameters;
import io.hongyan.openapi.OpenApiResource;
import io.hongyan.verify.VerifyResource;
import io.hongyan.web.WebApp;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;

import static jakarta.servlet.http.HttpServletResponse.SC_NOT_FOUND;

/// What Jersey and Jetty see of the services.
final class Endpoints {

    private static final OpenApiResource.Frames FRAMES = new OpenApiResource.Frames(Map.of(
            "ClientFrame", List.of(ClientShape.class),
            "ServerFrame", List.of(ServerFrame.class, PushShape.class)));

    private Endpoints() {}

    static void register(HongyanConfiguration configuration, Services services, Environment environment) {
        HttpBorder.guard(
                (AbstractServerFactory) configuration.getServerFactory(),
                environment,
                configuration.limits().body().toBytes(),
                services.metrics());
        JerseyEnvironment jersey = environment.jersey();
        jersey.setUrlPattern("/*");
        jersey.register(new FitParameters());
        jersey.register(
                new CredentialLimit(new AddressLimit(configuration.limits().credentialsPerMinute())));
        jersey.register(new OpenApiResource(jersey.getResourceConfig(), FRAMES));
        services.account().register(jersey);
        services.relation().register(jersey);
        services.messaging().media().register(jersey);
        services.conversation().register(jersey);
        services.sync().register(jersey);
        services.feed().register(jersey);
        jersey.register(new VerifyResource(services.verification()));
        services.gateway().endpoint().register(environment);
        WebApp.register(environment);
        operations(services, environment.admin());
    }

    private static void operations(Services services, AdminEnvironment admin) {
        // Dropwizard's tasks change the running server without asking who it is.
        Filter closed = (_, response, _) -> ((HttpServletResponse) response).sendError(SC_NOT_FOUND);
        admin.addFilter("no-tasks", closed).addMappingForUrlPatterns(null, false, "/tasks/*");
        admin.addServlet("ready", new ReadyServlet(services.readiness())).addMapping("/ready");
        admin.addServlet("metrics", new MetricsServlet(services.metrics())).addMapping("/metrics");
    }
}
