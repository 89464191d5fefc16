package io.hongyan.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/// Gathers the fields of one frame, in whatever order they come, and tells what frame it is.
final class FrameParser {

    private static final JsonFactory JSON = new JsonFactory();

    private String type = "";
    private long r;
    private String userId = "";
    private String conversationId = "";
    private String clientId = "";
    private long seq;
    private long ordinal;
    private boolean duplicate;
    private List<Entry> entries = List.of();
    private List<Received.Head> heads = List.of();
    private String code = "";
    private String detail = "";
    private boolean retryable;
    private long total;
    private long version;
    private String cursor = "";

    private FrameParser() {}

    static Received parse(byte[] utf8, int offset, int length) throws IOException {
        try (JsonParser json = JSON.createParser(utf8, offset, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new ProtocolException("the server sent a frame that isn't a JSON object");
            }
            FrameParser frame = new FrameParser();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                frame.field(name, json);
            }
            return frame.received();
        }
    }

    private void field(String name, JsonParser json) throws IOException {
        switch (name) {
            case "t" -> type = json.getText();
            case "r" -> r = json.getLongValue();
            case "userId" -> userId = json.getText();
            case "conversationId" -> conversationId = json.getText();
            case "clientId" -> clientId = json.getText();
            case "seq" -> seq = json.getLongValue();
            case "ordinal" -> ordinal = json.getLongValue();
            case "duplicate" -> duplicate = json.getBooleanValue();
            case "entry" -> entries = List.of(Entry.read(json));
            case "entries" -> entries = Entry.list(json);
            case "heads" -> heads = heads(json);
            case "error" -> problem(json);
            case "code" -> code = json.getText();
            case "total" -> total(json);
            case "cursor" -> cursor = json.getText();
            case "version" -> version = json.getLongValue();
            default -> json.skipChildren();
        }
    }

    private void problem(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "code" -> code = json.getText();
                case "detail" -> detail = json.getText();
                case "retryable" -> retryable = json.getBooleanValue();
                default -> json.skipChildren();
            }
        }
    }

    private void total(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("unread")) {
                total = json.getLongValue();
            }
        }
    }

    private static List<Received.Head> heads(JsonParser json) throws IOException {
        List<Received.Head> heads = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            String conversation = "";
            long seq = 0;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "conversationId" -> conversation = json.getText();
                    case "seq" -> seq = json.getLongValue();
                    default -> json.skipChildren();
                }
            }
            heads.add(new Received.Head(conversation, seq));
        }
        return heads;
    }

    private Received received() {
        return switch (type) {
            case "welcome" -> new Received.Welcome(userId);
            case "ok" -> new Received.Ok(r, conversationId, clientId, seq, ordinal, duplicate);
            case "error" -> new Received.Refused(r, clientId, code, detail, retryable);
            case "entry", "entries" -> new Received.Entries(r, entries);
            case "heads" -> new Received.Heads(heads);
            case "unread" -> new Received.Unread(total, version, cursor);
            case "bye" -> new Received.Bye(code);
            default -> new Received.Other(type);
        };
    }
}
