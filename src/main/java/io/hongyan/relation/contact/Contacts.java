package io.hongyan.relation.contact;

import io.hongyan.account.Accounts;
import io.hongyan.account.User;
import io.hongyan.error.HongyanException;
import io.hongyan.relation.graph.Change;
import io.hongyan.relation.graph.Graph;
import io.hongyan.streams.id.UserId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.neo4j.driver.Record;

/// A person's contacts, and how they keep them. Thread-safe.
///
/// Every change has a version, so that a device asks for what is new instead of thousands of contacts.
public final class Contacts {

    static final String VERSION = """
            MATCH (owner:User {id: $user})
            RETURN coalesce(owner.contacts, 0) AS version
            """;

    static final String CHANGED = """
            MATCH (owner:User)-[friend:FRIEND]->(other:User)
            WHERE friend.owner = $user AND friend.version > $since AND friend.version <= $upTo
            RETURN friend, friend.version AS version, other.id AS id, EXISTS { (other)-[:FRIEND]->(owner) } AS mutual
            ORDER BY friend.owner, friend.version
            LIMIT $limit
            """;

    static final String REMOVED = """
            MATCH (owner:User)-[former:FORMER]->(other:User)
            WHERE former.owner = $user AND former.version > $since AND former.version <= $upTo
            RETURN former.version AS version, other.id AS id
            ORDER BY former.owner, former.version
            LIMIT $limit
            """;

    private static final String PATCH = """
            MATCH (user:User {id: $user})-[friend:FRIEND]->(other:User {id: $other})
            SET user.contacts = coalesce(user.contacts, 0) + 1
            SET friend.version = user.contacts,
                friend.remark = coalesce($remark, friend.remark),
                friend.labels = coalesce($labels, friend.labels),
                friend.starred = coalesce($starred, friend.starred)
            RETURN friend, other.id AS id, EXISTS { (other)-[:FRIEND]->(user) } AS mutual
            """;

    private final Graph graph;
    private final Change change;
    private final Accounts accounts;
    private final ContactNews news;

    public Contacts(Graph graph, Change change, Accounts accounts, ContactNews news) {
        this.graph = graph;
        this.change = change;
        this.accounts = accounts;
        this.news = news;
    }

    /// What changed after the version `since`, at most `limit` of it; everything from 0 on.
    ContactChanges since(UserId user, long since, int limit) {
        // First: what changes while the two below are read comes next time, or one of them would have missed it and
        // the version told of it.
        long upTo = graph.read(VERSION, Map.of("user", user.value()), Contacts::version).stream()
                .findFirst()
                .orElse(0L);
        Map<String, Object> parameters = Map.of("user", user.value(), "since", since, "upTo", upTo, "limit", limit + 1);
        List<Record> changed = graph.read(CHANGED, parameters, row -> row);
        List<Record> gone = graph.read(REMOVED, parameters, row -> row);
        List<Record> first = Stream.concat(changed.stream(), gone.stream())
                .sorted(Comparator.comparingLong(Contacts::version))
                .toList();
        boolean more = first.size() > limit;
        List<Record> page = more ? first.subList(0, limit) : first;
        long version = more ? version(page.getLast()) : Math.max(since, upTo);
        return new ContactChanges(
                named(page.stream()
                        .filter(row -> row.containsKey("friend"))
                        .map(Contact::of)
                        .toList()),
                page.stream()
                        .filter(row -> !row.containsKey("friend"))
                        .map(row -> new UserId(row.get("id").asLong()))
                        .toList(),
                version,
                more);
    }

    /// Changes what `user` keeps of a contact.
    ///
    /// @throws HongyanException `notFound` for who isn't one
    Contact patch(UserId user, UserId contact, ContactPatch patch) {
        Map<String, Object> values = new HashMap<>();
        values.put("remark", patch.remark());
        values.put("labels", patch.labels());
        values.put("starred", patch.starred());
        Contact patched = change.amend(
                user,
                contact,
                two -> two.run(PATCH, values).stream()
                        .findFirst()
                        .map(Contact::of)
                        .orElseThrow(() -> HongyanException.notFound("This person isn't among your contacts.")));
        news.changed(List.of(user));
        return named(List.of(patched)).getFirst();
    }

    /// Takes somebody away; nothing where they aren't a contact. They keep the user among theirs.
    void remove(UserId user, UserId contact) {
        if (Friends.remove(change, user, contact)) {
            news.changed(List.of(user, contact));
        }
    }

    private static long version(Record row) {
        return row.get("version").asLong();
    }

    private List<Contact> named(List<Contact> contacts) {
        Map<UserId, User> names =
                accounts.users(contacts.stream().map(Contact::userId).toList());
        return contacts.stream()
                .map(contact -> contact.named(names.get(contact.userId())))
                .toList();
    }
}
