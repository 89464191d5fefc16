package io.hongyan.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// The frames that a client writes, as UTF-8.
public final class Requests {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_LENGTH = 256;

    private Requests() {}

    static byte[] hello(String token) {
        return object(json -> {
            json.writeStringField("t", "hello");
            json.writeStringField("token", token);
        });
    }

    /// A text message; a retry has the same `clientId`.
    public static byte[] send(long r, String conversationId, String clientId, String text, List<String> mentions) {
        return object(json -> {
            json.writeStringField("t", "send");
            json.writeNumberField("r", r);
            json.writeStringField("conversationId", conversationId);
            json.writeStringField("clientId", clientId);
            json.writeStringField("kind", "text");
            json.writeObjectFieldStart("body");
            json.writeStringField("text", text);
            json.writeEndObject();
            if (!mentions.isEmpty()) {
                json.writeArrayFieldStart("mentions");
                for (String mention : mentions) {
                    json.writeString(mention);
                }
                json.writeEndArray();
            }
        });
    }

    /// Asks for the entries that follow `after`.
    public static byte[] fetch(long r, String conversationId, long after, int limit) {
        return object(json -> {
            json.writeStringField("t", "fetch");
            json.writeNumberField("r", r);
            json.writeStringField("conversationId", conversationId);
            json.writeNumberField("after", after);
            json.writeNumberField("limit", limit);
        });
    }

    /// Marks everything up to `seq` as read.
    public static byte[] read(long r, String conversationId, long seq) {
        return object(json -> {
            json.writeStringField("t", "read");
            json.writeNumberField("r", r);
            json.writeStringField("conversationId", conversationId);
            json.writeNumberField("seq", seq);
        });
    }

    /// Says that everything up to `cursor` is stored.
    public static byte[] ack(String cursor) {
        return object(json -> {
            json.writeStringField("t", "ack");
            json.writeStringField("cursor", cursor);
        });
    }

    private interface Fields {

        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] object(Fields fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_LENGTH);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
