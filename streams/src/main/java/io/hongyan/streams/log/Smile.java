package io.hongyan.streams.log;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.smile.SmileGenerator;
import com.fasterxml.jackson.dataformat.smile.databind.SmileMapper;
import com.fasterxml.jackson.module.blackbird.BlackbirdModule;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.errors.SerializationException;

/// Encodes records as Smile, the binary form of JSON, as arrays of their components: additional ones at the end are
/// ignored and absent ones are null, so that components may be added at the end. Ids are numbers. Thread-safe.
public final class Smile<T> implements Codec<T> {

    private static final ObjectMapper MAPPER = SmileMapper.builder()
            .addModule(new BlackbirdModule())
            .addModule(ids())
            .annotationIntrospector(new RecordsAsArrays())
            .disable(SmileGenerator.Feature.ENCODE_BINARY_AS_7BIT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final ObjectReader reader;
    private final ObjectWriter writer;

    private Smile(Class<T> type) {
        this.reader = MAPPER.readerFor(type);
        this.writer = MAPPER.writerFor(type);
    }

    /// Whether these bytes begin as Smile does; a [compact form][Compact] doesn't.
    static boolean isSmile(byte[] bytes) {
        return bytes.length > 2 && bytes[0] == ':' && bytes[1] == ')' && bytes[2] == '\n';
    }

    public static <T> Smile<T> of(Class<T> type) {
        return new Smile<>(type);
    }

    @Override
    public byte[] encode(T value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public T decode(byte[] bytes) {
        try {
            return reader.readValue(bytes);
        } catch (IOException e) {
            throw new SerializationException("not decodable: " + e.getMessage(), e);
        }
    }

    /// Names would be half of each record's bytes, and of the work of reading it.
    private static final class RecordsAsArrays extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public JsonFormat.Value findFormat(Annotated annotated) {
            return annotated instanceof AnnotatedClass type && type.getRawType().isRecord()
                    ? JsonFormat.Value.forShape(JsonFormat.Shape.ARRAY)
                    : super.findFormat(annotated);
        }
    }

    private static SimpleModule ids() {
        SimpleModule module = new SimpleModule("hongyan-ids");
        id(module, UserId.class, UserId::value, UserId::new);
        id(module, ConversationId.class, ConversationId::value, ConversationId::new);
        id(module, MessageId.class, MessageId::value, MessageId::new);
        id(module, DeviceId.class, DeviceId::value, DeviceId::new);
        return module;
    }

    private static <I> void id(SimpleModule module, Class<I> type, ToLongFunction<I> value, LongFunction<I> id) {
        module.addSerializer(type, new JsonSerializer<I>() {
            @Override
            public void serialize(I from, JsonGenerator smile, SerializerProvider provider) throws IOException {
                smile.writeNumber(value.applyAsLong(from));
            }
        });
        module.addDeserializer(type, new JsonDeserializer<I>() {
            @Override
            public I deserialize(JsonParser smile, DeserializationContext context) throws IOException {
                return id.apply(smile.getLongValue());
            }
        });
    }
}
