package io.hongyan.relation.people;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.hongyan.account.User;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;

/// Somebody in a list of followers, of followed, or of blocked people.
///
/// @param user their names; absent where there is no such account any more
/// @param number grows with the time since which; opaque
public record Listed(
        UserId userId,
        @Nullable User user,
        Instant since,
        @JsonIgnore long number) {

    static Listed of(Record row) {
        return new Listed(
                new UserId(row.get("id").asLong()),
                null,
                Instant.ofEpochMilli(row.get("since").asLong()),
                row.get("number").asLong());
    }

    Listed named(@Nullable User named) {
        return new Listed(userId, named, since, number);
    }
}
