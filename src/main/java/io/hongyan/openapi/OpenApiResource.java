package io.hongyan.openapi;

import com.google.common.base.Suppliers;
import io.dropwizard.jersey.DropwizardResourceConfig;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The OpenAPI document of every resource that the server has; made when it is first asked for, and for everybody.
@Path("/v1/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
public final class OpenApiResource {

    private final Supplier<String> document;

    /// The types of frames, by the name of what a frame of them is one of.
    public record Frames(Map<String, List<Class<?>>> types) {}

    /// @param server asked for its resources at the first request, when all are registered
    public OpenApiResource(DropwizardResourceConfig server, Frames frames) {
        this.document = Suppliers.memoize(() -> OpenApiDocument.of(resources(server), frames.types()));
    }

    @GET
    public String document() {
        return document.get();
    }

    private static Set<Class<?>> resources(DropwizardResourceConfig server) {
        return Stream.concat(
                        server.getClasses().stream(),
                        server.getInstances().stream().map(Object::getClass))
                .filter(type -> type.isAnnotationPresent(Path.class))
                .filter(type -> type != OpenApiResource.class)
                .collect(Collectors.toUnmodifiableSet());
    }
}
