package io.hongyan.conversation.joining;

import java.time.Instant;

/// A link as it is handed out: what follows the address of the app.
public record JoinLink(String code, Instant expiresAt) {

    @Override
    public String toString() {
        return "JoinLink[until " + expiresAt + "]";
    }
}
