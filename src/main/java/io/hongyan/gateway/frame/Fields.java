package io.hongyan.gateway.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongyan.error.HongyanException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The fields of one JSON object, read strictly: a value of another type is refused, not converted. A field that is
/// null counts as absent.
///
/// Every method throws [HongyanException] `invalid` with the field's pointer.
final class Fields {

    /// The greatest integer that every client can hold: 2^53 − 1.
    static final long MAX_INTEGER = (1L << 53) - 1;

    private final ObjectNode object;

    Fields(ObjectNode object) {
        this.object = object;
    }

    String text(String name) {
        return required(name, optionalText(name));
    }

    @Nullable
    String optionalText(String name) {
        JsonNode value = find(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw HongyanException.invalid("/" + name, "must be a string");
        }
        return value.textValue();
    }

    <T> T id(String name, Function<String, T> valueOf) {
        String text = text(name);
        try {
            return valueOf.apply(text);
        } catch (IllegalArgumentException notAnId) {
            throw HongyanException.invalid("/" + name, "is not an id");
        }
    }

    long integer(String name) {
        return required(name, optionalInteger(name));
    }

    /// An integer from 0 to 2^53 − 1.
    @Nullable
    Long optionalInteger(String name) {
        JsonNode value = find(name);
        if (value == null) {
            return null;
        }
        boolean fits = value.isIntegralNumber() && value.canConvertToLong();
        if (!fits || value.longValue() < 0 || value.longValue() > MAX_INTEGER) {
            throw HongyanException.invalid("/" + name, "must be an integer, zero or above");
        }
        return value.longValue();
    }

    /// `limit`, from 1 to `max`; `absent` where there is none.
    int limit(int max, int absent) {
        Long limit = optionalInteger("limit");
        if (limit != null && (limit < 1 || limit > max)) {
            throw HongyanException.invalid("/limit", "must be 1 to " + max);
        }
        return limit == null ? absent : limit.intValue();
    }

    @Nullable
    Boolean optionalBoolean(String name) {
        JsonNode value = find(name);
        if (value != null && !value.isBoolean()) {
            throw HongyanException.invalid("/" + name, "must be true or false");
        }
        return value == null ? null : value.booleanValue();
    }

    /// `on`, which has to be there.
    boolean isOn() {
        return required("on", optionalBoolean("on"));
    }

    @Nullable
    List<String> optionalTexts(String name) {
        JsonNode value = find(name);
        if (value == null) {
            return null;
        }
        List<String> texts = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            texts.add(element.textValue());
        }
        if (!value.isArray() || texts.contains(null)) {
            throw HongyanException.invalid("/" + name, "must be an array of strings");
        }
        return texts;
    }

    @Nullable
    JsonNode find(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw HongyanException.invalid("/" + name, "is missing");
        }
        return value;
    }
}
