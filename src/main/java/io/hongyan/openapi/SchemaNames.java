package io.hongyan.openapi;

import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// What schemas are called: as their types are, a nested one after what it is nested in too. No two have one name.
final class SchemaNames extends TypeNameResolver {

    private static final String RESOURCE = "Resource";

    private final Map<String, Class<?>> taken = new HashMap<>();

    SchemaNames() {}

    @Override
    protected String nameForClass(Class<?> type, Set<Options> options) {
        String name = name(type);
        // Everything else is shown where it is used, and has no name there.
        Class<?> other = type.isRecord() ? taken.putIfAbsent(name, type) : null;
        if (other != null && other != type) {
            throw new IllegalStateException(
                    other + " and " + type + " are both called " + name + ": give one an @Schema(name = …)");
        }
        return name;
    }

    private static String name(Class<?> type) {
        Schema schema = type.getAnnotation(Schema.class);
        if (schema != null && !schema.name().isEmpty()) {
            return schema.name();
        }
        Class<?> outer = type.getEnclosingClass();
        String own = type.getSimpleName();
        String stem = outer == null ? "" : stem(name(outer));
        return own.startsWith(stem) ? own : stem + own;
    }

    private static String stem(String name) {
        return name.endsWith(RESOURCE) ? name.substring(0, name.length() - RESOURCE.length()) : name;
    }
}
