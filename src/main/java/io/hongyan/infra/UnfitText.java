package io.hongyan.infra;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.deser.std.JsonNodeDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/// Text that we don't take: it contains NUL, which PostgreSQL can't store, or half of a surrogate pair, which UTF-8
/// can't say.
public final class UnfitText {

    private UnfitText() {}

    /// Whether `text` contains NUL or an unpaired surrogate.
    public static boolean in(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return true;
            }
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /// Refuses such text wherever JSON may have a string: in fields, keys and trees.
    static SimpleModule refused() {
        return new SimpleModule("hongyan-text")
                .addDeserializer(String.class, new Strings())
                .addDeserializer(JsonNode.class, new Trees())
                .addKeyDeserializer(String.class, new Keys());
    }

    private static final class Strings extends StdScalarDeserializer<String> {

        private static final long serialVersionUID = 1;

        Strings() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = StringDeserializer.instance.deserialize(json, context);
            if (in(text)) {
                throw context.weirdStringException(text, String.class, "unfit text");
            }
            return text;
        }
    }

    private static final class Keys extends KeyDeserializer {

        @Override
        public Object deserializeKey(String key, DeserializationContext context) throws IOException {
            if (in(key)) {
                throw context.weirdStringException(key, String.class, "unfit text");
            }
            return key;
        }
    }

    private static final class Trees extends JsonDeserializer<JsonNode> {

        private final JsonDeserializer<? extends JsonNode> trees = JsonNodeDeserializer.getDeserializer(JsonNode.class);

        @Override
        public JsonNode deserialize(JsonParser json, DeserializationContext context) throws IOException {
            JsonNode tree = trees.deserialize(json, context);
            refuse(tree, context);
            return tree;
        }

        @Override
        public JsonNode getNullValue(DeserializationContext context) {
            return context.getNodeFactory().nullNode();
        }

        private static void refuse(JsonNode node, DeserializationContext context) throws IOException {
            if (node.isTextual() && in(node.textValue())) {
                throw context.weirdStringException(node.textValue(), String.class, "unfit text");
            }
            for (var property : node.properties()) {
                if (in(property.getKey())) {
                    throw context.weirdStringException(property.getKey(), String.class, "unfit text");
                }
            }
            for (JsonNode child : node) {
                refuse(child, context);
            }
        }
    }
}
