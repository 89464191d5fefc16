package io.hongyan.relation.contact;

import io.hongyan.account.User;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;

/// Somebody among a person's contacts, as that person keeps them.
///
/// @param user their names; absent where there is no such account any more
/// @param mutual they have the person too: the two are friends
/// @param version grows with every change of the person's contacts
public record Contact(
        UserId userId,
        @Nullable User user,
        boolean mutual,
        String remark,
        List<String> labels,
        boolean starred,
        Instant since,
        long version) {

    public Contact {
        labels = List.copyOf(labels);
    }

    /// Of a row that has the contact as `friend`, the other's id and whether it is mutual.
    static Contact of(Record row) {
        Value friend = row.get("friend");
        return new Contact(
                new UserId(row.get("id").asLong()),
                null,
                row.get("mutual").isTrue(),
                friend.get("remark").asString(),
                friend.get("labels").asList(Value::asString),
                friend.get("starred").isTrue(),
                Instant.ofEpochMilli(friend.get("since").asLong()),
                friend.get("version").asLong());
    }

    Contact named(@Nullable User named) {
        return new Contact(userId, named, mutual, remark, labels, starred, since, version);
    }
}
