package io.hongyan.cli;

import io.hongyan.sdk.rest.AccessToken;
import io.hongyan.sdk.rest.LoginTokens;
import io.hongyan.sdk.rest.Rest;
import io.hongyan.sdk.rest.TokenSource;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// The tokens in the credentials file, which several command lines may use at once.
final class FileTokens implements TokenSource {

    private final CredentialsFile file;
    private final Clock clock;

    FileTokens(CredentialsFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    @Override
    public synchronized AccessToken token(@Nullable AccessToken spent) {
        return file.locked(() -> {
            CredentialsFile.Credentials now = file.read()
                    .orElseThrow(() -> new Failures.NotLoggedIn("Nobody is logged in: use 'hongyan-cli login'."));
            return new LoginTokens(
                            Rest.at(now.server()),
                            now.tokens(),
                            clock,
                            fresh -> file.write(new CredentialsFile.Credentials(now.server(), fresh)))
                    .token(spent);
        });
    }
}
