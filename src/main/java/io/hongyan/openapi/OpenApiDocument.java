package io.hongyan.openapi;

import io.hongyan.error.Problem;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtension;
import io.swagger.v3.jaxrs2.ext.OpenAPIExtensions;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ComposedSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Reads the resources, and adds what is the same for all: who may call, and how a failure is answered.
final class OpenApiDocument {

    private OpenApiDocument() {}

    /// The document, as JSON. One at a time: the library keeps its settings in static fields.
    ///
    /// @param frames by the name of what a frame of these types is one of
    static synchronized String of(Collection<Class<?>> resources, Map<String, List<Class<?>>> frames) {
        CallerExtension callers = new CallerExtension();
        List<OpenAPIExtension> before = OpenAPIExtensions.getExtensions();
        List<OpenAPIExtension> ours = new ArrayList<>(List.of(callers));
        ours.addAll(before);
        OpenAPIExtensions.setExtensions(ours);
        ModelConverters converters = ModelConverters.getInstance();
        List<ModelConverter> shapes = List.of(new RecordSchemas(), new IdSchemas());
        shapes.forEach(converters::addConverter);
        try {
            OpenAPI document = new Reader(frame()).read(inOrder(resources));
            frames.forEach((name, types) -> document.getComponents().addSchemas(name, oneOf(types, document)));
            complete(document, callers);
            prune(document, frames.keySet());
            return Json.pretty(document);
        } finally {
            shapes.forEach(converters::removeConverter);
            OpenAPIExtensions.setExtensions(before);
        }
    }

    /// So that two servers give the same document.
    private static Set<Class<?>> inOrder(Collection<Class<?>> types) {
        Set<Class<?>> sorted = new TreeSet<>(Comparator.comparing(Class::getName));
        sorted.addAll(types);
        return sorted;
    }

    private static Schema<?> oneOf(List<Class<?>> frames, OpenAPI document) {
        Schema<?> union = new ComposedSchema();
        frames.stream()
                .flatMap(OpenApiDocument::records)
                .map(frame -> schema(frame, document.getComponents()))
                .forEach(union::addOneOfItem);
        return union;
    }

    private static Stream<Class<?>> records(Class<?> frames) {
        return frames.isRecord()
                ? Stream.of(frames)
                : Arrays.stream(frames.getPermittedSubclasses()).flatMap(OpenApiDocument::records);
    }

    private static Schema<?> schema(Class<?> type, Components components) {
        ResolvedSchema resolved =
                ModelConverters.getInstance().resolveAsResolvedSchema(new AnnotatedType(type).resolveAsRef(true));
        resolved.referencedSchemas.forEach(components::addSchemas);
        return resolved.schema;
    }

    private static OpenAPI frame() {
        Components components = new Components()
                .addSecuritySchemes(
                        CallerExtension.SCHEME,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT"));
        schema(Problem.class, components);
        return new OpenAPI()
                .info(new Info()
                        .title("Hongyan")
                        .version("1")
                        .description("Accounts, conversations and messages over REST. A failing request is answered"
                                + " with a problem (RFC 9457); clients decide by its `code`."))
                .components(components);
    }

    private static void complete(OpenAPI document, CallerExtension callers) {
        document.getPaths()
                .forEach((_, calls) -> calls.readOperations()
                        .forEach(operation -> operation.setResponses(responses(operation, callers))));
        Paths sorted = new Paths();
        new TreeMap<>(document.getPaths()).forEach(sorted::addPathItem);
        document.setPaths(sorted);
        document.getComponents()
                .setSchemas(new TreeMap<>(document.getComponents().getSchemas()));
    }

    /// Drops what the library noted on its way, and nothing is made of.
    private static void prune(OpenAPI document, Set<String> roots) {
        String text = Json.pretty(document);
        document.getComponents()
                .getSchemas()
                .keySet()
                .removeIf(name -> !roots.contains(name) && !text.contains("#/components/schemas/" + name + "\""));
    }

    /// The library calls a success `default` where the signature alone says what is answered; with us that is the
    /// failure.
    private static ApiResponses responses(Operation operation, CallerExtension callers) {
        ApiResponses responses = new ApiResponses();
        operation
                .getResponses()
                .forEach((status, response) -> responses.addApiResponse(
                        status.equals(ApiResponses.DEFAULT)
                                ? callers.success(operation).orElse("2XX")
                                : status,
                        response.description("Done")));
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
