package io.hongyan.cli;

import io.hongyan.sdk.model.EntryPage;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Prints a page of a conversation.
@Command(name = "history", description = "Prints the last entries of a conversation, the oldest first.")
final class HistoryCommand implements Callable<Integer> {

    private static final int MOST = 200;

    private final Terminal terminal;

    @Mixin
    private Common common = new Common();

    @Parameters(paramLabel = "CONVERSATION", description = "The id of the conversation.")
    private String conversation = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many, 1 to 200; ${DEFAULT-VALUE} if not given.")
    private int limit;

    @Option(names = "--before", paramLabel = "SEQ", description = "Those below this number.")
    private @Nullable Long before;

    HistoryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("a limit is 1 to " + MOST);
        }
        EntryPage page = common.rest(terminal).entries(conversation, before, limit);
        page.items().forEach(entry -> common.print(terminal, entry, EntryLine.of(entry)));
        return 0;
    }
}
