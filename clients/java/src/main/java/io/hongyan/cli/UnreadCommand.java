package io.hongyan.cli;

import io.hongyan.sdk.model.Unread;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Prints how much is unread.
@Command(name = "unread", description = "Prints how much is unread: each conversation, and the total.")
final class UnreadCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private Common common = new Common();

    UnreadCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Unread unread = common.rest(terminal).unread();
        if (!common.isJson()) {
            unread.conversations()
                    .forEach(item -> common.print(
                            terminal,
                            item,
                            item.id() + ": " + item.unread() + mentions(item.mentions())
                                    + (item.muted() ? ", muted" : "")));
        }
        common.print(
                terminal,
                unread,
                "total: " + unread.total().unread() + mentions(unread.total().mentions()));
        return 0;
    }

    private static String mentions(int mentions) {
        return mentions == 0 ? "" : " (mentions: " + mentions + ")";
    }
}
