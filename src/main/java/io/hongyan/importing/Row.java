package io.hongyan.importing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One user, contact or group of a file, and in which line it begins.
record Row(Path file, long line, JsonNode fields) {

    /// The text of a field; null where it is absent or empty.
    @Nullable
    String find(String field) {
        String text = fields.path(field).asText("").strip();
        return text.isEmpty() ? null : text;
    }

    /// @throws Rejected where it is absent or empty
    String require(String field) {
        String text = find(field);
        if (text == null) {
            throw new Rejected(field + " is missing");
        }
        return text;
    }

    /// The texts of a list: an array of JSON, or in CSV separated by semicolons.
    List<String> list(String field) {
        JsonNode value = fields.path(field);
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> texts.add(item.asText()));
        } else {
            texts.addAll(Arrays.asList(value.asText("").split(";", -1)));
        }
        return texts.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    }

    /// Says of something that it isn't right, and where.
    String complaint(String reason) {
        return file + ":" + line + ": " + reason;
    }
}
