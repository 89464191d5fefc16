package io.hongyan.streams.conversation;

import io.hongyan.streams.Drivers;
import io.hongyan.streams.engine.NumberingException;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MessageId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Keys;
import io.hongyan.streams.log.ReplyTo;
import io.hongyan.streams.log.SourceOffset;
import io.hongyan.streams.log.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ConversationTopologyTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final ConversationId CATS = new ConversationId(1);
    private static final UserId ALICE = new UserId(1);
    private static final UserId BOB = new UserId(2);
    private static final ReplyTo WAITER = new ReplyTo("node-1", 42);

    private final TopologyTestDriver driver =
            Drivers.driver(ConversationTopology.create(1, _ -> -1, _ -> FanoutMode.WRITE));
    private final TestInputTopic<byte[], byte[]> commands =
            driver.createInputTopic(Topics.COMMANDS.name(), new ByteArraySerializer(), new ByteArraySerializer());
    private final TestOutputTopic<ConversationId, Recorded> events = Drivers.output(driver, Topics.EVENTS);
    private final TestOutputTopic<ConversationId, Outcome> outcomes = Drivers.output(driver, Topics.OUTCOMES);
    private final TestOutputTopic<ConversationId, Summary> summaries = Drivers.output(driver, Topics.SUMMARIES);
    private final TestOutputTopic<byte[], byte[]> deadLetters =
            driver.createOutputTopic(Topics.DEAD_LETTERS, new ByteArrayDeserializer(), new ByteArrayDeserializer());

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void answersWithAnEventThatSaysWhoWaitsAndWhichCommandItWas() {
        pipe(create(), NOON);
        pipe(send("first-id"), NOON);

        events.readRecord();
        TestRecord<ConversationId, Recorded> sent = events.readRecord();
        assertThat(((Event) sent.value()).seq()).isEqualTo(2);
        assertThat(ReplyTo.of(sent.headers())).isEqualTo(WAITER);
        assertThat(SourceOffset.of(sent.headers())).isEqualTo(1);
    }

    @Test
    void summarisesChangesAndNotMessages() {
        pipe(create(), NOON);
        pipe(send("first-id"), NOON);

        assertThat(summaries.readValuesToList())
                .singleElement()
                .satisfies(summary -> assertThat(summary.memberCount()).isEqualTo(2));
    }

    @Test
    void remembersAClientIdForAnHour() {
        pipe(create(), NOON);
        pipe(send("first-id"), NOON);
        pipe(send("first-id"), NOON.plus(Duration.ofMinutes(59)));

        assertThat(events.readValuesToList()).hasSize(2);
        assertThat(outcomes.readValue()).isInstanceOf(Outcome.Duplicate.class);

        pipe(send("first-id"), NOON.plus(Duration.ofMinutes(61)));

        assertThat(events.readValuesToList()).hasSize(1);
    }

    @Test
    void remembersAClientIdWhereverInItsHalfHourItCame() {
        pipe(create(), NOON);
        for (int minute = 0; minute < 60; minute += 7) {
            pipe(send("id-number-" + minute), NOON.plus(Duration.ofMinutes(minute)));
        }
        for (int minute = 0; minute < 60; minute += 7) {
            pipe(send("id-number-" + minute), NOON.plus(Duration.ofMinutes(59)));
        }

        assertThat(events.readValuesToList()).hasSize(10);
        assertThat(outcomes.readValuesToList()).hasSize(9).allMatch(Outcome.Duplicate.class::isInstance);
    }

    @Test
    void answersAndKeepsWhatItCannotRead() {
        Headers headers = new RecordHeaders();
        WAITER.addTo(headers);
        commands.pipeInput(new TestRecord<>(Keys.of(1), "garbage".getBytes(UTF_8), headers, NOON));

        TestRecord<ConversationId, Outcome> answer = outcomes.readRecord();
        assertThat(answer.value()).isEqualTo(new Outcome.Refused(Refusal.INVALID, "the command can't be read"));
        assertThat(ReplyTo.of(answer.headers())).isEqualTo(WAITER);
        assertThat(deadLetters.readValue()).isEqualTo("garbage".getBytes(UTF_8));
    }

    @Test
    void refusesACommandUnderTheKeyOfAnotherConversation() {
        byte[] value = Topics.COMMANDS.values().encode(create());
        commands.pipeInput(new TestRecord<>(Keys.of(2), value, new RecordHeaders(), NOON));

        assertThat(events.isEmpty()).isTrue();
        assertThat(deadLetters.isEmpty()).isFalse();
    }

    @Test
    void refusesToStartBehindWhatIsStored() {
        assertThatThrownBy(() -> Drivers.driver(ConversationTopology.create(1, _ -> 17, _ -> FanoutMode.WRITE))
                        .close())
                .hasRootCauseInstanceOf(NumberingException.class);
    }

    private void pipe(Command command, Instant time) {
        Headers headers = new RecordHeaders();
        WAITER.addTo(headers);
        byte[] value = Topics.COMMANDS.values().encode(command);
        commands.pipeInput(new TestRecord<>(Keys.of(command.conversation().value()), value, headers, time));
    }

    private static Command create() {
        return new Command.Create(
                CATS, ALICE, ConversationKind.GROUP, "cats", History.SINCE_JOINED, List.of(BOB), null);
    }

    private static Command send(String clientId) {
        Content content = new Content("text", "{\"text\":\"hello\"}", null, Mentions.NOBODY);
        return new Command.Send(CATS, ALICE, clientId, new MessageId(5), content);
    }
}
