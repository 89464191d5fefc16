package io.hongyan.client;

import com.fasterxml.jackson.databind.JsonNode;

/// What a server answered to a REST call; `body` is a missing node where it said nothing.
public record Answer(String call, int status, JsonNode body) {

    /// The body, if the call went as it should.
    ///
    /// @throws UnexpectedAnswer otherwise
    public JsonNode ok() {
        if (status / 100 != 2) {
            throw new UnexpectedAnswer(this);
        }
        return body;
    }
}
