package io.hongyan.client;

/// A server said no where a yes was needed; the message is one sentence.
public final class UnexpectedAnswer extends ClientFailure {

    private static final long serialVersionUID = 1;

    UnexpectedAnswer(Answer answer) {
        super("%s was answered %d %s: %s"
                .formatted(
                        answer.call(),
                        answer.status(),
                        answer.body().path("code").asText(),
                        answer.body().path("detail").asText()));
    }
}
