package io.hongyan.sdk.outbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hongyan.sdk.model.Destination;
import io.hongyan.sdk.model.Outgoing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// What every outbox owes to who sends.
abstract class OutboxContract {

    private Outbox outbox;

    abstract Outbox open();

    @BeforeEach
    void openOutbox() {
        outbox = open();
    }

    @AfterEach
    void closeOutbox() {
        outbox.close();
    }

    static Outgoing message(String clientId, Destination destination) {
        return new Outgoing(
                clientId,
                destination,
                "text",
                JsonNodeFactory.instance.objectNode().put("text", "你好 " + clientId),
                7L,
                List.of("6", "all"));
    }

    private static Outgoing message(String clientId) {
        return message(clientId, Destination.conversation("71"));
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(outbox.waiting()).isEmpty();
    }

    @Test
    void keepsMessagesWholeAndInOrder() {
        Outgoing first = message("second-by-name", Destination.user("5"));
        Outgoing second = message("first-by-name", Destination.conversation("71"));
        Outgoing plain = new Outgoing(
                "plain-one",
                Destination.conversation("72"),
                "custom",
                JsonNodeFactory.instance.objectNode().put("type", "x").putNull("data"),
                null,
                null);

        outbox.add(first);
        outbox.add(second);
        outbox.add(plain);

        assertThat(outbox.waiting()).containsExactly(first, second, plain);
    }

    @Test
    void forgetsWhatIsRemoved() {
        outbox.add(message("message-1"));
        outbox.add(message("message-2"));
        outbox.add(message("message-3"));

        outbox.remove("message-2");
        outbox.remove("message-2");
        outbox.remove("of nobody");

        assertThat(outbox.waiting()).containsExactly(message("message-1"), message("message-3"));
    }

    @Test
    void refusesASecondMessageOfTheSameId() {
        outbox.add(message("message-1"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> outbox.add(message("message-1", Destination.user("9"))))
                .withMessageContaining("message-1");
        assertThat(outbox.waiting()).containsExactly(message("message-1"));
    }

    @Test
    void anIdMayComeAgainAfterItWasRemoved() {
        outbox.add(message("message-1"));
        outbox.add(message("message-2"));
        outbox.remove("message-1");

        outbox.add(message("message-1"));

        assertThat(outbox.waiting()).containsExactly(message("message-2"), message("message-1"));
    }

    @Test
    void whatItGaveDoesNotChange() {
        outbox.add(message("message-1"));
        List<Outgoing> given = outbox.waiting();

        outbox.remove("message-1");

        assertThat(given).containsExactly(message("message-1"));
    }

    @Test
    void takesMessagesFromManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            String name = "thread-" + thread + "-";
            running.add(threads.submit(() -> {
                for (int i = 10; i < 30; i++) {
                    outbox.add(message(name + i));
                }
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
        threads.shutdown();

        List<String> ids = outbox.waiting().stream().map(Outgoing::clientId).toList();
        assertThat(ids).hasSize(80).doesNotHaveDuplicates();
        assertThat(ids.stream().filter(id -> id.startsWith("thread-2-"))).isSorted();
    }
}
