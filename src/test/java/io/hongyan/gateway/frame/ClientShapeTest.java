package io.hongyan.gateway.frame;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What the document says of clients' frames, held against the reader.
final class ClientShapeTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FrameReader reader = new FrameReader();

    /// The frames without what no server knows.
    static Stream<ObjectNode> frames() {
        return Golden.names("client").stream()
                .map(Golden::text)
                .map(text -> tree(text).without("unknown"));
    }

    @Test
    void everyShapeHasAnExample() {
        Set<Class<?>> shown = frames().map(ClientShapeTest::shape).collect(Collectors.toSet());

        assertThat(shown).containsExactlyInAnyOrder(ClientShape.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("frames")
    void aShapeHasTheFieldsOfItsFrames(ObjectNode frame) {
        assertThat(fields(shape(frame)).map(RecordComponent::getName))
                .containsAll(frame.without("t").properties().stream()
                        .map(property -> property.getKey())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("frames")
    void theReaderKnowsTheFieldsOfAShape(ObjectNode frame) {
        List<RecordComponent> typed = fields(shape(frame))
                .filter(field -> field.getType() != JsonNode.class)
                .toList();

        assertThat(typed).allSatisfy(field -> {
            ObjectNode wrong = frame.deepCopy();
            wrong.putObject(field.getName());
            assertThat(reader.read(wrong.toString())).isInstanceOf(Incoming.Invalid.class);
        });
    }

    @ParameterizedTest
    @MethodSource("frames")
    void theReaderMissesNothingThatAShapeCallsOptional(ObjectNode frame) {
        List<String> optional = fields(shape(frame))
                .filter(field -> field.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .filter(field -> field.getDeclaringRecord().isAnnotationPresent(JsonTypeName.class))
                .map(RecordComponent::getName)
                .toList();
        boolean changesNothing = shape(frame) == ClientShape.Settings.class;

        ObjectNode least = frame.deepCopy().remove(optional);

        assertThat(reader.read(least.toString()))
                .isInstanceOf(changesNothing ? Incoming.Invalid.class : ClientFrame.class);
    }

    private static Class<?> shape(ObjectNode frame) {
        return Arrays.stream(ClientShape.class.getPermittedSubclasses())
                .filter(type -> type.getAnnotation(JsonTypeName.class)
                        .value()
                        .equals(frame.get("t").textValue()))
                .filter(type -> type != ClientShape.SendTo.class || frame.has("to"))
                .filter(type -> type != ClientShape.Send.class || !frame.has("to"))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<RecordComponent> fields(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .flatMap(component -> component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                        ? fields(component.getType())
                        : Stream.of(component));
    }

    private static ObjectNode tree(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
