package io.hongyan.relation.contact;

import io.hongyan.relation.graph.Change;
import io.hongyan.streams.id.UserId;

/// How contacts come and go within a change. A contact is one-way; two who have each other are friends.
final class Friends {

    private static final String ADD = """
            MATCH (user:User {id: $user}), (other:User {id: $other})
            OPTIONAL MATCH (user)-[former:FORMER]->(other)
            DELETE former
            WITH DISTINCT user, other
            SET user.contacts = coalesce(user.contacts, 0) + 1
            MERGE (user)-[friend:FRIEND]->(other)
            ON CREATE SET friend.owner = $user, friend.since = $now, friend.remark = '', friend.labels = [],
                friend.starred = false
            SET friend.version = user.contacts
            """;

    private static final String REMOVE = """
            MATCH (user:User {id: $user})-[friend:FRIEND]->(other:User {id: $other})
            DELETE friend
            SET user.contacts = coalesce(user.contacts, 0) + 1
            MERGE (user)-[former:FORMER]->(other)
            SET former.owner = $user, former.version = user.contacts
            """;

    /// Whether somebody is a friend or a mere contact shows in their line, which has changed then.
    private static final String TOUCH = """
            MATCH (user:User {id: $user})-[friend:FRIEND]->(other:User {id: $other})
            SET user.contacts = coalesce(user.contacts, 0) + 1
            SET friend.version = user.contacts
            """;

    static final String STATE = """
            MATCH (user:User {id: $user}), (other:User {id: $other})
            RETURN EXISTS { (user)-[:FRIEND]->(other) } AS friend,
                EXISTS { (other)-[:FRIEND]->(user) } AS friendOf,
                EXISTS { (user)-[:BLOCKS]->(other) } AS blocking,
                EXISTS { (other)-[:BLOCKS]->(user) } AS blocked,
                COUNT { (user)-[:FRIEND]->() } AS contacts,
                COUNT { (other)-[:FRIEND]->() } AS contactsOfOther
            """;

    private Friends() {}

    /// Has both have each other.
    static void befriend(Change.Between two) {
        two.run(ADD);
        two.reversed().run(ADD);
    }

    /// Has `user` have the other, who has them already.
    static void complete(Change.Between two) {
        two.run(ADD);
        two.reversed().run(TOUCH);
    }

    /// Takes the other from the contacts of `user`, who stays among theirs.
    static void remove(Change.Between two) {
        two.run(REMOVE);
        two.reversed().run(TOUCH);
    }

    /// Removes `contact` from the contacts of `user`; nothing, and false, where they aren't.
    static boolean remove(Change change, UserId user, UserId contact) {
        return change.amend(user, contact, two -> {
            boolean isFriend = two.run(STATE).stream()
                    .anyMatch(state -> state.get("friend").isTrue());
            if (isFriend) {
                remove(two);
            }
            return isFriend;
        });
    }
}
