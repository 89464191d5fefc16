package io.hongyan.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Shows records as they are on the wire: what isn't nullable is always there, and a frame says in `t` what it is.
final class RecordSchemas extends ModelResolver {

    RecordSchemas() {
        super(Json.mapper(), new SchemaNames());
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // The library's signature.
    public @Nullable Schema resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Class<?> raw =
                TypeFactory.defaultInstance().constructType(type.getType()).getRawClass();
        if (JsonNode.class.isAssignableFrom(raw)) {
            return anything();
        }
        Schema<Object> schema = super.resolve(type, context, chain);
        Schema<Object> model = schema == null || schema.get$ref() == null ? schema : defined(schema, context);
        // One that contains itself is met before it is there.
        if (raw.isRecord() && model != null && model.getProperties() != null) {
            showRaw(raw, model);
            model.setRequired(
                    always(raw).filter(model.getProperties()::containsKey).toList());
            sayType(raw, model);
        }
        return schema;
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static @Nullable Schema<Object> defined(Schema schema, ModelConverterContext context) {
        String ref = schema.get$ref();
        return context.getDefinedModels().get(ref.substring(ref.lastIndexOf('/') + 1));
    }

    /// The fields that a record always has on the wire.
    private static Stream<String> always(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .filter(RecordSchemas::isAlwaysThere)
                .flatMap(RecordSchemas::fields);
    }

    private static Stream<String> fields(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                ? always(component.getType())
                : Stream.of(name(component));
    }

    private static String name(RecordComponent component) {
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property == null || property.value().isEmpty() ? component.getName() : property.value();
    }

    /// What a request has to have and is checked later may be null in Java.
    private static boolean isAlwaysThere(RecordComponent component) {
        io.swagger.v3.oas.annotations.media.Schema said =
                component.getAccessor().getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        boolean isDemanded = said != null && said.requiredMode() == RequiredMode.REQUIRED;
        return isDemanded
                || !(component.getAnnotatedType().isAnnotationPresent(Nullable.class) || isLeftOutWhenEmpty(component));
    }

    private static boolean isLeftOutWhenEmpty(RecordComponent component) {
        JsonInclude inclusion = component.getDeclaringRecord().getAnnotation(JsonInclude.class);
        return inclusion != null
                && inclusion.value() == JsonInclude.Include.NON_EMPTY
                && Collection.class.isAssignableFrom(component.getType());
    }

    /// Shows text that is JSON already as the object that it is.
    private static void showRaw(Class<?> record, Schema<Object> model) {
        Arrays.stream(record.getRecordComponents())
                .filter(component -> component.getAccessor().isAnnotationPresent(JsonRawValue.class))
                .forEach(component -> model.getProperties().put(name(component), anything()));
    }

    private static Schema<?> anything() {
        return new ObjectSchema().additionalProperties(true);
    }

    private static void sayType(Class<?> record, Schema<Object> model) {
        JsonTypeName name = record.getAnnotation(JsonTypeName.class);
        if (name == null) {
            return;
        }
        String field = typeFields(record).findFirst().orElseThrow();
        Map<String, Schema> properties = new LinkedHashMap<>();
        properties.put(field, new StringSchema().addEnumItem(name.value()));
        properties.putAll(model.getProperties());
        model.setProperties(properties);
        model.addRequiredItem(field);
    }

    private static Stream<String> typeFields(Class<?> type) {
        return Arrays.stream(type.getInterfaces()).flatMap(above -> {
            JsonTypeInfo info = above.getAnnotation(JsonTypeInfo.class);
            return info == null ? typeFields(above) : Stream.of(info.property());
        });
    }
}
