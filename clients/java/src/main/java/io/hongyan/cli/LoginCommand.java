package io.hongyan.cli;

import io.hongyan.sdk.rest.Rest;
import io.hongyan.sdk.rest.Tokens;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Logs in, and keeps the tokens.
@Command(
        name = "login",
        description = "Logs in, and keeps the login in a file that only you can read. The password is asked for, taken"
                + " from HONGYAN_PASSWORD, or read from a line of the input.")
final class LoginCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private Common common = new Common();

    @Parameters(paramLabel = "NAME", description = "The name of the account.")
    private String name = "";

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = "The server; ${DEFAULT-VALUE} if not given.")
    private URI url = URI.create("http://localhost:8080");

    @Option(names = "--register", description = "Make the account first.")
    private boolean register;

    LoginCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (url.getHost() == null) {
            throw new IllegalArgumentException("the server is an address such as http://localhost:8080");
        }
        Rest rest = Rest.at(url);
        String password = password();
        if (register) {
            rest.register(name, password);
        }
        Tokens tokens = rest.login(name, password, "hongyan-cli");
        CredentialsFile file = common.file(terminal);
        file.locked(() -> {
            file.write(new CredentialsFile.Credentials(url, tokens));
            return tokens;
        });
        common.print(terminal, tokens.user(), "Logged in as " + tokens.user().name() + ".");
        return 0;
    }

    @SuppressWarnings("SystemConsoleNull") // Where there always is one (JDK 22 to 24), it reads the input by itself.
    private String password() {
        String given = terminal.environment().get("HONGYAN_PASSWORD");
        if (given != null) {
            return given;
        }
        Console console = System.console();
        if (console != null) {
            char[] typed = console.readPassword("Password: ");
            return typed == null ? "" : new String(typed);
        }
        try {
            String line = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the password can't be read", unreadable);
        }
    }
}
