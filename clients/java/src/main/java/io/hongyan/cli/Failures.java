package io.hongyan.cli;

import io.hongyan.client.ClientFailure;
import io.hongyan.sdk.model.ProblemException;
import io.hongyan.sdk.model.UnavailableException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Says in one line why a command failed, and with which exit code.
final class Failures implements CommandLine.IExecutionExceptionHandler {

    static final int REFUSED = 1;
    static final int NO_ANSWER = 3;
    static final int NOT_LOGGED_IN = 4;
    static final int FILE = 5;

    /// Nobody is logged in.
    static final class NotLoggedIn extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotLoggedIn(String message) {
            super(message);
        }
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof NotLoggedIn) {
            return say(command, failure.getMessage(), NOT_LOGGED_IN);
        }
        if (failure instanceof ProblemException refused) {
            boolean isLogin = command.getCommandName().equals("login");
            boolean isOver = refused.problem().code().equals("unauthenticated") && !isLogin;
            return isOver
                    ? say(command, "The login is over: log in again with 'hongyan-cli login'.", NOT_LOGGED_IN)
                    : say(command, refused.getMessage(), REFUSED);
        }
        if (failure instanceof ClientFailure) {
            return say(command, failure.getMessage(), REFUSED);
        }
        if (failure instanceof UnavailableException) {
            return say(command, failure.getMessage(), NO_ANSWER);
        }
        if (failure instanceof UncheckedIOException) {
            return say(command, failure.getMessage(), FILE);
        }
        if (failure instanceof IllegalArgumentException) {
            return say(command, failure.getMessage(), CommandLine.ExitCode.USAGE);
        }
        throw failure;
    }

    private static int say(CommandLine command, @Nullable String sentence, int code) {
        command.getErr().println("hongyan-cli: " + sentence);
        return code;
    }
}
