package io.hongyan.openapi;

import com.fasterxml.jackson.databind.type.TypeFactory;
import io.hongyan.streams.id.CommentId;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.MediaId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.PostId;
import io.hongyan.streams.id.UserId;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Shows ids as they are on the wire: strings of digits.
final class IdSchemas implements ModelConverter {

    private static final Set<Class<?>> IDS = Set.of(
            UserId.class,
            ConversationId.class,
            MessageId.class,
            DeviceId.class,
            MediaId.class,
            PostId.class,
            CommentId.class);

    @Override
    @SuppressWarnings("rawtypes") // The library's signature.
    public @Nullable Schema resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Class<?> raw =
                TypeFactory.defaultInstance().constructType(type.getType()).getRawClass();
        if (IDS.contains(raw)) {
            return new StringSchema().pattern("^[1-9][0-9]{0,18}$");
        }
        return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    }
}
