package io.hongyan.relation.contact;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import org.neo4j.driver.Record;

/// One person's wish to have another among their contacts.
///
/// @param id opaque; later requests have greater ones
public record FriendRequest(
        String id, UserId from, UserId to, String message, Instant at, Instant expiresAt, State state) {

    /// What became of a request. One that was declined looks pending to who made it, until it expires.
    public enum State {
        @JsonProperty("pending")
        PENDING,
        @JsonProperty("accepted")
        ACCEPTED,
        @JsonProperty("declined")
        DECLINED
    }

    /// Of a row that has the request as `request`.
    static FriendRequest of(Record row) {
        var request = row.get("request");
        return new FriendRequest(
                Long.toString(request.get("id").asLong()),
                new UserId(request.get("source").asLong()),
                new UserId(request.get("target").asLong()),
                request.get("message").asString(),
                Instant.ofEpochMilli(request.get("at").asLong()),
                Instant.ofEpochMilli(request.get("expiresAt").asLong()),
                State.valueOf(request.get("state").asString()));
    }

    /// As whoever made it sees it.
    FriendRequest toItsMaker() {
        State seen = state == State.DECLINED ? State.PENDING : state;
        return new FriendRequest(id, from, to, message, at, expiresAt, seen);
    }
}
