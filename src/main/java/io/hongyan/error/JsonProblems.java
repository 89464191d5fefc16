package io.hongyan.error;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.google.common.base.Throwables;
import com.google.common.primitives.Primitives;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is wrong with a caller's JSON, in words that name none of our classes.
final class JsonProblems {

    private JsonProblems() {}

    static Problem of(JsonProcessingException failure) {
        if (failure instanceof JsonGenerationException || failure instanceof InvalidDefinitionException) {
            return Problem.of(ErrorCode.INTERNAL, "The server failed; its log says why.");
        }
        if (isMalformed(failure)) {
            return Problem.of(ErrorCode.MALFORMED, "This is not JSON that can be read.");
        }
        return HongyanException.invalid(pointer(failure), expectation(failure)).problem();
    }

    private static boolean isMalformed(JsonProcessingException failure) {
        return Throwables.getCausalChain(failure).stream()
                        .anyMatch(cause ->
                                cause instanceof JsonParseException || cause instanceof StreamConstraintsException)
                || failure.getOriginalMessage().startsWith("Trailing token");
    }

    private static String pointer(JsonProcessingException failure) {
        return failure instanceof JsonMappingException mapping
                ? mapping.getPath().stream().map(JsonProblems::step).collect(Collectors.joining())
                : "";
    }

    private static String step(JsonMappingException.Reference reference) {
        String name = reference.getFieldName();
        return "/"
                + (name == null ? reference.getIndex() : name.replace("~", "~0").replace("/", "~1"));
    }

    private static String expectation(JsonProcessingException failure) {
        if (failure instanceof InvalidFormatException format && format.getValue() instanceof String text) {
            return expectation(format.getTargetType(), text);
        }
        if (failure instanceof MismatchedInputException mismatch) {
            return expectation(mismatch.getTargetType(), null);
        }
        return failure.getCause() instanceof InputCoercionException ? "is out of range" : "is not valid";
    }

    private static String expectation(@Nullable Class<?> expected, @Nullable String found) {
        if (expected == null) {
            return "is not valid";
        }
        Class<?> type = Primitives.wrap(expected);
        if (type == String.class) {
            return found == null ? "must be a string" : "contains NUL or an unpaired surrogate";
        }
        if (type == Boolean.class) {
            return "must be true or false";
        }
        if (List.of(Integer.class, Long.class, Short.class, Byte.class).contains(type)) {
            return "must be an integer";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "must be a number";
        }
        if (type.isEnum()) {
            return "must be one of " + names(type);
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "must be an array";
        }
        if (type.getSimpleName().endsWith("Id")) {
            return "must be an id, a string of digits";
        }
        return found == null ? "must be an object" : "is not valid";
    }

    private static String names(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(Field::isEnumConstant)
                .map(constant -> {
                    JsonProperty property = constant.getAnnotation(JsonProperty.class);
                    return property == null ? constant.getName() : property.value();
                })
                .collect(Collectors.joining(", "));
    }
}
