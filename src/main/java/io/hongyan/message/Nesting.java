package io.hongyan.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.hongyan.infra.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/// How deep JSON is nested. Parsers give up at a depth, and so would the lists of all who have what is deeper.
public final class Nesting {

    private static final JsonFactory JSON = Json.factory();

    private Nesting() {}

    /// How many objects and arrays stand in each other at the deepest place of `json`, which has been parsed before.
    public static int depth(String json) {
        int depth = 0;
        int most = 0;
        try (JsonParser tokens = JSON.createParser(json)) {
            for (JsonToken token = tokens.nextToken(); token != null; token = tokens.nextToken()) {
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                }
                most = Math.max(most, depth);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return most;
    }
}
