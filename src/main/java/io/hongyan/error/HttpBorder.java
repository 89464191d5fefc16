package io.hongyan.error;

import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.errors.EofExceptionWriterInterceptor;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.validation.ValidationException;
import java.util.List;

/// Makes every failing HTTP request end in a [Problem], wherever it fails.
public final class HttpBorder {

    private HttpBorder() {}

    /// Guards Jersey and Jetty; a request's body is at most `bodyLimit` bytes long.
    public static void guard(
            AbstractServerFactory server, Environment environment, long bodyLimit, MeterRegistry metrics) {
        Rejections rejections = new Rejections(metrics, "http");
        server.setRegisterDefaultExceptionMappers(false);
        environment.jersey().register(EofExceptionWriterInterceptor.class);
        providers(bodyLimit, rejections).forEach(environment.jersey()::register);
        JettyProblems pages = new JettyProblems(environment.getObjectMapper(), rejections);
        environment.getApplicationContext().setErrorHandler(pages);
        environment.getAdminContext().setErrorHandler(pages);
        environment.lifecycle().addServerLifecycleListener(jetty -> jetty.setErrorHandler(pages));
    }

    /// What Jersey needs for it.
    static List<Object> providers(long bodyLimit, Rejections rejections) {
        // Jersey has a mapper of its own for ValidationException, which would be nearer than the one for everything.
        return List.of(
                new BodyLimit(bodyLimit),
                new ProblemMapper<Throwable>(rejections) {},
                new ProblemMapper<ValidationException>(rejections) {});
    }
}
