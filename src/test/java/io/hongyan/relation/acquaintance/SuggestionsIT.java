package io.hongyan.relation.acquaintance;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.Lists;
import io.hongyan.relation.Relations;
import io.hongyan.relation.contact.ContactBook;
import io.hongyan.relation.contact.ContactBook.Listing;
import io.hongyan.relation.contact.ContactPatch;
import io.hongyan.relation.graph.Graph;
import io.hongyan.relation.graph.GraphSchema;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

import static io.hongyan.relation.Relations.befriend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Suggestions for people who know many, or who get to know some while they leaf.
final class SuggestionsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int CONTACTS = 1_200;
    private static final int MATES = 210;
    private static final int MATES_OF_A_GROUP = 70;

    /// Contacts who have twenty of each other each: among any 500 of them in a row, everybody has at least eight
    /// friends.
    private static final String CIRCLE = """
            MERGE (user:User {id: $user})
            WITH user
            UNWIND range(1, $count) AS i
            CREATE (contact:User {id: $user + i})
            CREATE (user)-[:FRIEND]->(contact)
            WITH collect(contact) AS contacts
            UNWIND range(0, $count - 1) AS i
            UNWIND range(0, 19) AS j
            WITH contacts[i] AS contact, contacts[(i % 60) * 20 + j] AS friend
            WHERE contact <> friend
            CREATE (contact)-[:FRIEND]->(friend)
            """;

    /// Whom every hundredth of them has: five of 500 in a row.
    private static final String STRANGER = """
            MERGE (stranger:User {id: $stranger})
            WITH stranger
            MATCH (user:User {id: $user})-[:FRIEND]->(contact:User)
            WHERE (contact.id - $user) % 100 = 0
            CREATE (contact)-[:FRIEND]->(stranger)
            """;

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");
    private final TestUser carol = server.user("carol");

    @BeforeAll
    static void neo4jIsThere() {
        Relations.awaitNeo4j(TestServer.shared());
    }

    @Test
    void oneWhoHasMoreThanAThousandContactsIsSuggestedWhomTheyDoNotKnow() {
        try (Driver driver = Relations.driver(server);
                Session session = driver.session()) {
            session.executeWriteWithoutResult(transaction -> {
                transaction
                        .run(CIRCLE, Map.of("user", alice.id().value(), "count", CONTACTS))
                        .consume();
                transaction
                        .run(
                                STRANGER,
                                Map.of(
                                        "user",
                                        alice.id().value(),
                                        "stranger",
                                        bob.id().value()))
                        .consume();
            });
        }

        assertThat(ids(suggestions(alice, ""))).containsExactly(bob.id().toString());
    }

    @Test
    void oneWhoKnowsTheMatesOfMostGroupsIsSuggestedTheOthers() {
        List<TestUser> known = server.users("mate", MATES);
        try (Driver driver = Relations.driver(server)) {
            Graph graph = new Graph(driver, TIMEOUT, new SimpleMeterRegistry());
            new GraphSchema(graph).apply();
            ContactPatch plain = new ContactPatch(null, null, null);
            List<Listing> listings = known.stream()
                    .map(mate -> new Listing(alice.id(), mate.id(), plain))
                    .toList();
            assertThat(new ContactBook(graph, Clock.systemUTC()).add(listings)).isEqualTo(MATES);
        }

        for (List<TestUser> mates : Lists.partition(known, MATES_OF_A_GROUP)) {
            group(alice, mates);
            group(alice, mates);
        }
        group(alice, List.of(bob));

        await().untilAsserted(() ->
                assertThat(ids(suggestions(alice, ""))).containsExactly(bob.id().toString()));
    }

    @Test
    void aLaterPageLeavesOutWhomOneHasGotToKnowOrWhomABlockConcerns() {
        befriend(alice, bob);
        befriend(alice, carol);
        TestUser best = server.user("best");
        TestUser blocking = server.user("blocking");
        TestUser blocked = server.user("blocked");
        TestUser befriended = server.user("befriended");
        TestUser other = server.user("other");
        befriend(carol, best);
        Stream.of(best, blocking, blocked, befriended, other).forEach(person -> befriend(bob, person));
        JsonNode first = suggestions(alice, "?limit=1");
        assertThat(ids(first)).containsExactly(best.id().toString());

        blocking.rest().put("/v1/blocks/" + alice.id(), Map.of()).expect(204);
        alice.rest().put("/v1/blocks/" + blocked.id(), Map.of()).expect(204);
        befriend(alice, befriended);
        JsonNode second =
                suggestions(alice, "?limit=10&cursor=" + first.at("/nextCursor").asText());

        assertThat(ids(second)).containsExactly(other.id().toString());
        assertThat(second.has("nextCursor")).isFalse();
        JsonNode behindTheEnd = suggestions(alice, "?cursor=" + Integer.MAX_VALUE);
        assertThat(ids(behindTheEnd)).isEmpty();
        assertThat(behindTheEnd.has("nextCursor")).isFalse();
    }

    private static JsonNode suggestions(TestUser user, String query) {
        return user.rest().get("/v1/suggestions" + query).expect(200).json();
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.at("/items").forEach(item -> ids.add(item.at("/user/id").asText()));
        return ids;
    }

    private static void group(TestUser owner, List<TestUser> members) {
        Chats.group(owner, "mates", members).expect(201);
    }
}
