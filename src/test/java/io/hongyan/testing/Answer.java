package io.hongyan.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.infra.Json;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;

/// What the server answered.
public record Answer(int status, HttpHeaders headers, String body) {

    private static final ObjectMapper JSON = Json.mapper();

    /// The body as JSON.
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            throw new UncheckedIOException("answered " + status + " " + body, notJson);
        }
    }

    /// The text at a JSON pointer; empty where there is none.
    public String text(String pointer) {
        return json().at(pointer).asText();
    }

    /// A header's first value; empty where there is none.
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /// Itself, if its status is `expected`: for steps that a test takes for granted.
    public Answer expect(int expected) {
        if (status != expected) {
            throw new AssertionError("expected " + expected + ", but the server answered " + status + " " + body);
        }
        return this;
    }
}
