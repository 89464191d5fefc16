package io.hongyan.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.hongyan.sdk.model.Json;
import io.hongyan.sdk.rest.Rest;
import io.hongyan.sdk.rest.TokenSource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that every command has.
final class Common {

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "Where the login is kept; ~/.config/hongyan/credentials.json if not given.")
    private @Nullable Path credentials;

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    boolean isJson() {
        return json;
    }

    CredentialsFile file(Terminal terminal) {
        if (credentials != null) {
            return new CredentialsFile(credentials);
        }
        Path folder = Optional.ofNullable(terminal.environment().get("XDG_CONFIG_HOME"))
                .filter(set -> !set.isEmpty())
                .map(Path::of)
                .orElse(terminal.home().resolve(".config"));
        return new CredentialsFile(folder.resolve("hongyan").resolve("credentials.json"));
    }

    /// The calls over HTTP, as whoever is logged in.
    Rest rest(Terminal terminal) {
        CredentialsFile file = file(terminal);
        CredentialsFile.Credentials login = file.read()
                .orElseThrow(() -> new Failures.NotLoggedIn("Nobody is logged in: use 'hongyan-cli login'."));
        return Rest.at(login.server()).as(tokens(terminal));
    }

    TokenSource tokens(Terminal terminal) {
        return new FileTokens(file(terminal), Clock.systemUTC());
    }

    /// Prints a line: `object` as JSON, or `text`.
    void print(Terminal terminal, Object object, String text) {
        terminal.out().println(json ? json(object) : text);
        terminal.out().flush();
    }

    private static String json(Object object) {
        try {
            return Json.MAPPER.writeValueAsString(object);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record can't be written", impossible);
        }
    }
}
