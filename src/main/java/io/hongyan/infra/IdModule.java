package io.hongyan.infra;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.hongyan.streams.id.CommentId;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.MediaId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.PostId;
import io.hongyan.streams.id.UserId;
import java.io.IOException;
import java.util.function.Function;

/// Ids as strings on the wire: a JavaScript number can't hold 64 bits.
final class IdModule extends SimpleModule {

    private static final long serialVersionUID = 1;

    IdModule() {
        super("hongyan-ids");
        id(UserId.class, UserId::valueOf);
        id(ConversationId.class, ConversationId::valueOf);
        id(MessageId.class, MessageId::valueOf);
        id(DeviceId.class, DeviceId::valueOf);
        id(MediaId.class, MediaId::valueOf);
        id(PostId.class, PostId::valueOf);
        id(CommentId.class, CommentId::valueOf);
    }

    private <T> void id(Class<T> type, Function<String, T> valueOf) {
        addSerializer(type, new JsonSerializer<T>() {
            @Override
            public void serialize(T id, JsonGenerator json, SerializerProvider provider) throws IOException {
                json.writeString(id.toString());
            }
        });
        addDeserializer(type, new JsonDeserializer<T>() {
            @Override
            public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
                String text = json.getValueAsString();
                try {
                    return valueOf.apply(text == null ? "" : text);
                } catch (IllegalArgumentException notAnId) {
                    throw context.weirdStringException(String.valueOf(text), type, "not an id");
                }
            }
        });
    }
}
