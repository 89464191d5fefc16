package io.hongyan.streams.log;

import io.hongyan.streams.conversation.Outcome;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

import static io.hongyan.streams.log.Topics.OUTCOMES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class TopicTest {

    private static final Outcome OUTCOME = new Outcome.Unchanged(7);
    private static final byte[] BYTES = OUTCOMES.values().encode(OUTCOME);

    @Test
    void readsWhatThisProgramWrites() {
        Headers headers = new RecordHeaders();
        Format.addTo(headers);

        assertThat(OUTCOMES.read(headers, BYTES)).isEqualTo(OUTCOME);
    }

    @Test
    void readsNothingOfANewerFormat() {
        Headers newer = new RecordHeaders().add("v", new byte[] {Format.CURRENT + 1});

        assertThat(OUTCOMES.read(newer, BYTES)).isNull();
        assertThatThrownBy(() -> OUTCOMES.require(newer, BYTES))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("a record of outcomes");
    }

    @Test
    void readsNothingOfWhatIsNoValue() {
        assertThat(OUTCOMES.read(new RecordHeaders(), "garbage".getBytes(UTF_8)))
                .isNull();
        assertThat(OUTCOMES.read(new RecordHeaders(), null)).isNull();
    }
}
