package io.hongyan.error;

import io.dropwizard.jersey.validation.JerseyViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.time.Duration;
import org.glassfish.jersey.server.ParamException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP border: whatever a resource throws is answered as a [Problem].
///
/// Only what is our own fault is logged, once, as an error with its stack trace. Abstract, because Jersey reads the
/// type an exception mapper is for from its subclass.
abstract class ProblemMapper<E extends Throwable> implements ExceptionMapper<E> {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

    private final Rejections rejections;

    @Context
    private @Nullable UriInfo uri;

    @Context
    private @Nullable Request request;

    ProblemMapper(Rejections rejections) {
        this.rejections = rejections;
    }

    @Override
    public final Response toResponse(E failure) {
        if (failure instanceof WebApplicationException web
                && web.getResponse().getStatusInfo().getFamily() == Response.Status.Family.REDIRECTION) {
            return web.getResponse();
        }
        Problem problem = problem(failure);
        rejections.count(problem);
        if (problem.status() == ErrorCode.INTERNAL.status()) {
            LOG.error(
                    "A request failed: {} {}",
                    request == null ? "" : request.getMethod(),
                    uri == null ? "" : uri.getPath(),
                    failure);
        }
        Response.ResponseBuilder answer = failure instanceof WebApplicationException web
                ? Response.fromResponse(web.getResponse()).status(problem.status())
                : Response.status(problem.status());
        if (problem.status() == ErrorCode.UNAUTHENTICATED.status()) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"hongyan\"");
        }
        if (problem.retryAfterMs() != null) {
            long seconds = Duration.ofMillis(problem.retryAfterMs() + 999).toSeconds();
            answer.header(HttpHeaders.RETRY_AFTER, seconds);
        }
        return answer.type(Problem.MEDIA_TYPE).entity(problem).build();
    }

    private static Problem problem(Throwable failure) {
        return switch (failure) {
            case JerseyViolationException violations -> ViolationProblems.of(violations);
            case ParamException.PathParamException path -> notFound();
            case ParamException parameter ->
                HongyanException.invalid("/" + parameter.getParameterName(), "is not valid")
                        .problem();
            case WebApplicationException web -> problem(web.getResponse().getStatus());
            default -> Problems.of(failure);
        };
    }

    private static Problem problem(int status) {
        ErrorCode code = Problems.codeOf(status);
        return code == ErrorCode.NOT_FOUND ? notFound() : Problem.of(code, code.title() + ".");
    }

    private static Problem notFound() {
        return Problem.of(ErrorCode.NOT_FOUND, "There is nothing at this address.");
    }
}
