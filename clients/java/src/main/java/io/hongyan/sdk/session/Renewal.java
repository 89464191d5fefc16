package io.hongyan.sdk.session;

import io.hongyan.sdk.frame.ClientFrame;
import io.hongyan.sdk.frame.ServerFrame;
import io.hongyan.sdk.model.ProblemException;
import io.hongyan.sdk.rest.AccessToken;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Keeps the token of one socket fresh, without a new socket. On the loop only.
final class Renewal {

    private static final Duration BEFORE = Duration.ofSeconds(30);
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final SessionParts parts;
    private final Requests requests;
    private final BooleanSupplier isOver;

    /// `isOver` tells whether the socket is lost.
    Renewal(SessionParts parts, Requests requests, BooleanSupplier isOver) {
        this.parts = parts;
        this.requests = requests;
        this.isOver = isOver;
    }

    /// Begins with the token that the socket was opened with; `renewed` is told each that follows it.
    void start(AccessToken current, Consumer<AccessToken> renewed) {
        Instant end = current.expiresAt();
        if (end != null) {
            Duration left = Duration.between(parts.ids().now(), end);
            Duration wait = left.minus(BEFORE);
            Duration half = left.dividedBy(2);
            parts.loop().after(wait.compareTo(half) < 0 ? half : wait, () -> renew(current, renewed));
        }
    }

    private void renew(AccessToken current, Consumer<AccessToken> renewed) {
        if (isOver.getAsBoolean()) {
            return;
        }
        parts.loop().block(() -> parts.tokens().token(current), fresh -> present(current, fresh, renewed), failure -> {
            // With a final refusal the socket lasts as long as its token does.
            if (!(failure instanceof ProblemException problem)
                    || problem.problem().retryable()) {
                later(current, renewed);
            }
        });
    }

    private void present(AccessToken current, AccessToken fresh, Consumer<AccessToken> renewed) {
        if (isOver.getAsBoolean()) {
            return;
        }
        requests.ask(r -> new ClientFrame.Auth(r, fresh.value()), new Requests.Reply() {
            @Override
            public void answered(ServerFrame.Answer answer) {
                if (answer instanceof ServerFrame.Ok) {
                    renewed.accept(fresh);
                    start(fresh, renewed);
                } else {
                    later(current, renewed);
                }
            }

            @Override
            public void lost() {
                later(current, renewed);
            }
        });
    }

    private void later(AccessToken current, Consumer<AccessToken> renewed) {
        parts.loop().after(AGAIN, () -> renew(current, renewed));
    }
}
