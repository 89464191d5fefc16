package io.hongyan.cli;

import io.hongyan.sdk.Hongyan;
import io.hongyan.sdk.Sending;
import io.hongyan.sdk.model.Acknowledgement;
import io.hongyan.sdk.model.Destination;
import io.hongyan.sdk.model.Draft;
import io.hongyan.sdk.model.Event;
import io.hongyan.sdk.model.Outgoing;
import io.hongyan.sdk.model.UnavailableException;
import io.hongyan.sdk.model.User;
import io.hongyan.sdk.rest.Rest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Sends a text, and waits until the server has it for good.
@Command(name = "send", description = "Sends a text, and waits until the server has it for good.")
final class SendCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private Common common = new Common();

    @ArgGroup(multiplicity = "1")
    private Where where = new Where();

    @Parameters(paramLabel = "TEXT", description = "What to say; - reads it from the input.")
    private String text = "";

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            description = "The id of the message. Sending it again under the same id never makes a second message, so"
                    + " after exit code 3 repeat the command with the id it named.")
    private @Nullable String clientId;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to try; ${DEFAULT-VALUE} if not given.")
    private long timeout = 30;

    SendCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// One of two ways to say where it goes.
    static final class Where {

        @Option(names = "--to", paramLabel = "NAME", description = "A person, by the name of the account.")
        private @Nullable String name;

        @Option(names = "--conversation", paramLabel = "ID", description = "A conversation.")
        private @Nullable String conversation;
    }

    @Override
    public Integer call() throws InterruptedException {
        Rest rest = common.rest(terminal);
        Draft draft = Draft.text(destination(rest), content());
        CompletableFuture<Acknowledgement> ended = new CompletableFuture<>();
        try (Hongyan hongyan = Hongyan.to(rest.server())
                .tokens(common.tokens(terminal))
                .history(0)
                .listener(event -> endWith(event, ended))
                .connect()) {
            Sending sending = clientId == null ? hongyan.send(draft) : hongyan.send(Outgoing.of(clientId, draft));
            sending.acknowledgement().whenComplete((acknowledged, failure) -> {
                if (failure == null) {
                    ended.complete(acknowledged);
                } else {
                    ended.completeExceptionally(failure);
                }
            });
            Acknowledgement acknowledged = await(ended, sending.clientId());
            common.print(
                    terminal,
                    acknowledged,
                    "Sent: message %d of conversation %s."
                            .formatted(acknowledged.seq(), acknowledged.conversationId()));
            return 0;
        }
    }

    private static void endWith(Event event, CompletableFuture<Acknowledgement> ended) {
        if (event instanceof Event.Closed over && over.failure() != null) {
            ended.completeExceptionally(over.failure());
        }
    }

    private Acknowledgement await(CompletableFuture<Acknowledgement> ended, String id) throws InterruptedException {
        try {
            return ended.get(timeout, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new UnavailableException(
                    "not acknowledged within %d s; to try again: --client-id %s".formatted(timeout, id), late);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed);
        }
    }

    private Destination destination(Rest rest) {
        if (where.conversation != null) {
            return Destination.conversation(where.conversation);
        }
        String name = String.valueOf(where.name);
        User person = rest.user(name)
                .orElseThrow(() -> new IllegalArgumentException("there is nobody by the name of " + name));
        return Destination.user(person.id());
    }

    private String content() {
        if (!text.equals("-")) {
            return text;
        }
        try {
            return new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the input can't be read", unreadable);
        }
    }
}
