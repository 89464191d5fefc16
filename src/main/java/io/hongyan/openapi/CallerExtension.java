package io.hongyan.openapi;

import com.fasterxml.jackson.annotation.JsonView;
import io.dropwizard.auth.Auth;
import io.swagger.v3.jaxrs2.ResolvedParameter;
import io.swagger.v3.jaxrs2.ext.AbstractOpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtension;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Shows `@Auth` as what it is, a token in the header, and notes what each method answers when it succeeds.
final class CallerExtension extends AbstractOpenAPIExtension {

    static final String SCHEME = "bearer";

    private final Map<Operation, String> successes = new IdentityHashMap<>();

    /// The status of a success; empty where the method builds its answer by hand.
    Optional<String> success(Operation operation) {
        return Optional.ofNullable(successes.get(operation));
    }

    @Override
    public ResolvedParameter extractParameters(
            List<Annotation> annotations,
            Type type,
            Set<Type> typesToSkip,
            Components components,
            Consumes classConsumes,
            Consumes methodConsumes,
            boolean includeRequestBody,
            JsonView view,
            Iterator<OpenAPIExtension> chain) {
        boolean hidden = annotations.stream().anyMatch(Auth.class::isInstance);
        return hidden
                ? new ResolvedParameter()
                : super.extractParameters(
                        annotations,
                        type,
                        typesToSkip,
                        components,
                        classConsumes,
                        methodConsumes,
                        includeRequestBody,
                        view,
                        chain);
    }

    @Override
    public void decorateOperation(Operation operation, Method method, Iterator<OpenAPIExtension> chain) {
        boolean needsToken =
                Arrays.stream(method.getParameters()).anyMatch(parameter -> parameter.isAnnotationPresent(Auth.class));
        if (needsToken) {
            operation.addSecurityItem(new SecurityRequirement().addList(SCHEME));
        }
        if (method.getReturnType() == void.class) {
            successes.put(operation, "204");
        } else if (!Response.class.isAssignableFrom(method.getReturnType())) {
            successes.put(operation, "200");
        }
        super.decorateOperation(operation, method, chain);
    }
}
