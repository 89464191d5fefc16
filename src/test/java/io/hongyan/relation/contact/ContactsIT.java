package io.hongyan.relation.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.Lists;
import io.hongyan.account.Accounts;
import io.hongyan.infra.Snowflake;
import io.hongyan.relation.Drivers;
import io.hongyan.relation.Relations;
import io.hongyan.relation.graph.Change;
import io.hongyan.relation.graph.Graph;
import io.hongyan.relation.graph.GraphSchema;
import io.hongyan.streams.id.UserId;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestUser;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.Driver;

import static io.hongyan.relation.Relations.befriend;
import static org.assertj.core.api.Assertions.assertThat;

/// Contacts that change while a device asks what has changed, on the real Neo4j.
final class ContactsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int LIMIT = 10;
    private static final int MANY = 5_000;
    private static final int TOGETHER = 250;

    /// As many as come where nobody says how many.
    private static final int PAGE = 500;

    private final TestServer server = TestServer.shared();
    private final TestUser alice = server.user("alice");
    private final TestUser bob = server.user("bob");
    private final TestUser carol = server.user("carol");

    /// Whichever of the questions to Neo4j they come before.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatChangesMeanwhileIsMissedByNobody(int question) {
        Relations.awaitNeo4j(server);
        befriend(alice, bob);
        befriend(alice, carol);
        try (Driver driver = Relations.driver(server)) {
            long version = contacts(driver).since(alice.id(), 0, LIMIT).version();
            Contacts contacts = contacts(Drivers.beforeRead(question, driver, () -> {
                alice.rest()
                        .patch("/v1/contacts/" + bob.id(), Map.of("remark", "meanwhile"))
                        .expect(200);
                alice.rest().delete("/v1/contacts/" + carol.id()).expect(204);
            }));

            ContactChanges first = contacts.since(alice.id(), version, LIMIT);
            ContactChanges next = contacts.since(alice.id(), first.version(), LIMIT);
            ContactChanges last = contacts.since(alice.id(), next.version(), LIMIT);

            assertThat(remarks(first, next)).containsExactly("meanwhile");
            assertThat(removed(first, next)).containsExactly(carol.id());
            assertThat(last).isEqualTo(new ContactChanges(List.of(), List.of(), next.version(), false));
        }
    }

    @Test
    void aPageThatIsTheLastSaysTheNewestVersion() {
        Relations.awaitNeo4j(server);
        befriend(alice, bob);
        befriend(alice, carol);
        try (Driver driver = Relations.driver(server)) {
            Contacts contacts = contacts(driver);

            ContactChanges first = contacts.since(alice.id(), 0, 1);
            ContactChanges second = contacts.since(alice.id(), first.version(), 1);

            assertThat(first.more()).isTrue();
            assertThat(second.more()).isFalse();
            assertThat(second.version())
                    .isEqualTo(contacts.since(alice.id(), 0, LIMIT).version());
            // Of one that was told of more than there is, and of somebody who has nobody.
            assertThat(contacts.since(alice.id(), 1_000, LIMIT).version()).isEqualTo(1_000);
            assertThat(contacts.since(server.user("alone").id(), 0, LIMIT).version())
                    .isZero();
        }
    }

    @Test
    void ofThousandsOnlyWhatHasChangedComesAgain() {
        Relations.awaitNeo4j(server);
        befriend(alice, bob);
        try (Driver driver = Relations.driver(server)) {
            Graph graph = new Graph(driver, TIMEOUT, new SimpleMeterRegistry());
            new GraphSchema(graph).apply();
            ContactBook book = new ContactBook(graph, Clock.systemUTC());
            Lists.partition(strangers(MANY), TOGETHER).forEach(book::add);
        }

        // All of them, a page at a time.
        List<String> all = new ArrayList<>();
        JsonNode page = since(0);
        while (page.at("/more").asBoolean()) {
            assertThat(page.at("/items")).hasSize(PAGE);
            all.addAll(page.at("/items").findValuesAsText("userId"));
            page = since(page.at("/version").asLong());
        }
        all.addAll(page.at("/items").findValuesAsText("userId"));
        assertThat(all).hasSize(MANY + 1).doesNotHaveDuplicates();
        long version = page.at("/version").asLong();
        assertThat(since(version).at("/items")).isEmpty();

        String removed = all.getLast();
        alice.rest()
                .patch("/v1/contacts/" + all.get(MANY / 2), Map.of("remark", "changed"))
                .expect(200);
        alice.rest().delete("/v1/contacts/" + removed).expect(204);
        befriend(alice, carol);

        JsonNode changed = since(version);
        assertThat(changed.at("/items").findValuesAsText("userId"))
                .containsExactly(all.get(MANY / 2), carol.id().toString());
        assertThat(changed.at("/removed")).extracting(JsonNode::asText).containsExactly(removed);
        assertThat(changed.at("/more").asBoolean()).isFalse();
    }

    private JsonNode since(long version) {
        return alice.rest().get("/v1/contacts?since=" + version).expect(200).json();
    }

    /// Nobody looks whether a contact's account is still there.
    private List<ContactBook.Listing> strangers(int count) {
        Snowflake ids = new Snowflake(Clock.systemUTC(), 7);
        return IntStream.range(0, count)
                .mapToObj(number -> new ContactBook.Listing(
                        alice.id(), new UserId(ids.next()), new ContactPatch("number " + number, null, null)))
                .toList();
    }

    private Contacts contacts(Driver driver) {
        Graph graph = new Graph(driver, TIMEOUT, new SimpleMeterRegistry());
        new GraphSchema(graph).apply();
        Change change =
                new Change(graph, (one, other) -> {}, new Snowflake(Clock.systemUTC(), 7)::next, Clock.systemUTC());
        return new Contacts(
                graph,
                change,
                new Accounts(server.jdbi().installPlugin(new SqlObjectPlugin())),
                new ContactNews(graph, (_, _) -> {}));
    }

    private static List<String> remarks(ContactChanges... answers) {
        return Stream.of(answers)
                .flatMap(changes -> changes.items().stream())
                .map(Contact::remark)
                .toList();
    }

    private static List<UserId> removed(ContactChanges... answers) {
        return Stream.of(answers).flatMap(changes -> changes.removed().stream()).toList();
    }
}
