package io.hongyan.relation.contact;

import io.hongyan.relation.Relations;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;

import static org.assertj.core.api.Assertions.assertThat;

final class ContactBookIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final TestServer server = TestServer.shared();

    private Driver driver;
    private Graph graph;
    private ContactBook book;

    @BeforeEach
    void open() {
        Relations.awaitNeo4j(server);
        driver = Relations.driver(server);
        graph = new Graph(driver, TIMEOUT, new SimpleMeterRegistry());
        new GraphSchema(graph).apply();
        book = new ContactBook(graph, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void ofTwoAlikeTheFirstIsStored() {
        List<TestUser> people = server.users("book", 2);
        UserId one = people.get(0).id();
        UserId other = people.get(1).id();

        int made = book.add(List.of(listing(one, other, "first"), listing(one, other, "second")));

        assertThat(made).isEqualTo(1);
        assertThat(book.add(List.of(listing(one, other, "third")))).isZero();
        assertThat(remarks(one)).containsExactly("first");
    }

    @Test
    void whatIsBroughtInFourTimesAtOnceIsThereOnce() throws Exception {
        List<UserId> people =
                server.users("book", 12).stream().map(TestUser::id).toList();
        List<ContactBook.Listing> listings = new ArrayList<>();
        for (UserId one : people) {
            for (UserId other : people) {
                if (!one.equals(other)) {
                    listings.add(listing(one, other, "both"));
                }
            }
        }
        Callable<Integer> forwards = () -> book.add(listings);
        Callable<Integer> backwards = () -> book.add(listings.reversed());

        List<Future<Integer>> made;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            made = threads.invokeAll(List.of(forwards, backwards, forwards, backwards));
        }

        int sum = 0;
        for (Future<Integer> one : made) {
            sum += one.get();
        }
        assertThat(sum).isEqualTo(listings.size());
        for (UserId one : people) {
            assertThat(remarks(one)).hasSize(people.size() - 1);
        }
    }

    private static ContactBook.Listing listing(UserId user, UserId contact, String remark) {
        return new ContactBook.Listing(user, contact, new ContactPatch(remark, null, null));
    }

    /// Those of all contacts of `user`.
    private List<String> remarks(UserId user) {
        return graph.read(
                "MATCH (:User {id: $id})-[friend:FRIEND]->() RETURN friend.remark AS remark",
                Map.of("id", user.value()),
                row -> row.get("remark").asString());
    }
}
