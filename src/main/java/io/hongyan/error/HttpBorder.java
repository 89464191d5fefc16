package io.hongyan.error;

import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.errors.EofExceptionWriterInterceptor;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import jakarta.validation.ValidationException;

/// Makes every failing HTTP request end in a [Problem], wherever it fails.
public final class HttpBorder {

    private HttpBorder() {}

    /// Guards Jersey and Jetty; a request's body is at most `bodyLimit` bytes long.
    public static void guard(AbstractServerFactory server, Environment environment, long bodyLimit) {
        server.setRegisterDefaultExceptionMappers(false);
        guard(environment.jersey(), bodyLimit);
        JettyProblems pages = new JettyProblems(environment.getObjectMapper());
        environment.getApplicationContext().setErrorHandler(pages);
        environment.getAdminContext().setErrorHandler(pages);
        environment.lifecycle().addServerLifecycleListener(jetty -> jetty.setErrorHandler(pages));
    }

    static void guard(JerseyEnvironment jersey, long bodyLimit) {
        jersey.register(new BodyLimit(bodyLimit));
        jersey.register(EofExceptionWriterInterceptor.class);
        jersey.register(new ProblemMapper<Throwable>() {});
        // Jersey has a mapper of its own for these, which would be nearer than the one above.
        jersey.register(new ProblemMapper<ValidationException>() {});
    }
}
