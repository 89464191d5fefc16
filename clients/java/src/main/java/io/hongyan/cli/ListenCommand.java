package io.hongyan.cli;

import io.hongyan.sdk.Hongyan;
import io.hongyan.sdk.model.Event;
import io.hongyan.sdk.rest.Rest;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Prints what happens, as it happens.
@Command(
        name = "listen",
        description = "Prints the entries of your conversations as they come, until it is interrupted. With --json also"
                + " counts, marks and the state of the connection.")
final class ListenCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private Common common = new Common();

    @Option(
            names = "--history",
            paramLabel = "N",
            defaultValue = "0",
            description = "Begin with the last N entries of each conversation.")
    private int history;

    @Option(names = "--count", paramLabel = "N", description = "End after N entries.")
    private @Nullable Integer count;

    @Option(names = "--for", paramLabel = "SECONDS", description = "End after so many seconds.")
    private @Nullable Long seconds;

    private int printed;

    ListenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        Rest rest = common.rest(terminal);
        CompletableFuture<Integer> end = new CompletableFuture<>();
        try (Hongyan hongyan = Hongyan.to(rest.server())
                .tokens(common.tokens(terminal))
                .history(history)
                .listener(event -> hear(event, end))
                .connect()) {
            return seconds == null ? end.get() : end.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException over) {
            return 0;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    private void hear(Event event, CompletableFuture<Integer> end) {
        if (end.isDone()) {
            return;
        }
        if (common.isJson()) {
            common.print(terminal, EventLine.of(event), "");
        } else if (event instanceof Event.Appended appended) {
            common.print(terminal, appended.entry(), EntryLine.of(appended.entry()));
        } else if (event instanceof Event.Synced) {
            terminal.err().println("hongyan-cli: listening");
        } else if (event instanceof Event.Disconnected lost) {
            terminal.err()
                    .println("hongyan-cli: " + lost.reason() + "; the next try in "
                            + lost.retryIn().toSeconds() + " s");
        }
        if (event instanceof Event.Closed over && over.failure() != null) {
            end.completeExceptionally(over.failure());
        } else if (event instanceof Event.Appended) {
            printed++;
            if (count != null && printed >= count) {
                end.complete(0);
            }
        }
    }
}
