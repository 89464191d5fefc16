package io.hongyan.openapi;

import io.hongyan.error.Problem;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtensions;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Reads the resources, and adds what is the same for all: who may call, and how a failure is answered.
final class OpenApiDocument {

    private static final IdSchemas IDS = new IdSchemas();

    /// What is posted here may be there already: then it is found, with 200, and else made, with 201 as everywhere.
    private static final Set<String> FINDING = Set.of(
            "/v1/conversations",
            "/v1/conversations/{conversation}/messages",
            "/v1/conversations/{conversation}/forwards",
            "/v1/media");

    private static final List<String> BYTES = List.of("200", "206");

    /// What methods that build their answers by hand answer.
    private static final Map<String, List<String>> BUILT = Map.of(
            "HEAD /v1/media/{media}", List.of("200"),
            "PATCH /v1/media/{media}", List.of("204"),
            "GET /v1/media/{media}/content", BYTES,
            "GET /v1/media/{media}/thumbnail", BYTES,
            "GET /v1/media/links/{link}", BYTES);

    private OpenApiDocument() {}

    /// The document, as JSON. One at a time: the library keeps its settings in static fields.
    static synchronized String of(Set<Class<?>> resources) {
        CallerExtension callers = new CallerExtension();
        List<OpenAPIExtension> before = OpenAPIExtensions.getExtensions();
        List<OpenAPIExtension> ours = new ArrayList<>(List.of(callers));
        ours.addAll(before);
        OpenAPIExtensions.setExtensions(ours);
        ModelConverters.getInstance().addConverter(IDS);
        try {
            return Json.pretty(complete(new Reader(frame()).read(resources), callers));
        } finally {
            ModelConverters.getInstance().removeConverter(IDS);
            OpenAPIExtensions.setExtensions(before);
        }
    }

    private static OpenAPI frame() {
        Components components = new Components()
                .addSecuritySchemes(
                        CallerExtension.SCHEME,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT"));
        ModelConverters.getInstance()
                .resolveAsResolvedSchema(new AnnotatedType(Problem.class))
                .referencedSchemas
                .forEach(components::addSchemas);
        return new OpenAPI()
                .info(new Info()
                        .title("Hongyan")
                        .version("1")
                        .description("Accounts, conversations and messages over REST. A failing request is answered"
                                + " with a problem (RFC 9457); clients decide by its `code`."))
                .components(components);
    }

    private static OpenAPI complete(OpenAPI document, CallerExtension callers) {
        document.getPaths()
                .forEach((path, calls) -> calls.readOperationsMap()
                        .forEach((method, operation) -> operation.setResponses(
                                responses(operation, successes(path, method, callers.success(operation))))));
        Paths sorted = new Paths();
        new TreeMap<>(document.getPaths()).forEach(sorted::addPathItem);
        document.setPaths(sorted);
        return document;
    }

    /// How a call can succeed, where `declared` is what the signature of its method says of it, if it says anything.
    private static List<String> successes(String path, PathItem.HttpMethod method, Optional<String> declared) {
        if (declared.isPresent() || method != PathItem.HttpMethod.POST) {
            return declared.map(List::of).orElse(BUILT.getOrDefault(method + " " + path, List.of("2XX")));
        }
        return FINDING.contains(path) ? List.of("200", "201") : List.of("201");
    }

    /// The library calls every success `default`; with us that is the failure.
    private static ApiResponses responses(Operation operation, List<String> successes) {
        ApiResponses responses = new ApiResponses();
        operation.getResponses().forEach((status, response) -> {
            if (status.equals("default")) {
                successes.forEach(success -> responses.addApiResponse(success, response.description("Done")));
            } else {
                responses.addApiResponse(status, response);
            }
        });
        return responses.addApiResponse(
                "default",
                new ApiResponse()
                        .description("What went wrong")
                        .content(new Content()
                                .addMediaType(
                                        Problem.MEDIA_TYPE,
                                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")))));
    }
}
