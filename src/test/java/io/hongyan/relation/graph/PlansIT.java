package io.hongyan.relation.graph;

import io.hongyan.relation.Relations;
import io.hongyan.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.summary.Plan;

import static org.assertj.core.api.Assertions.assertThat;

/// What Neo4j plans to do for the questions that are asked often: nothing that grows with the number of people.
@Tag("long")
final class PlansIT {

    private static final Map<String, Object> PARAMETERS = Map.ofEntries(
            Map.entry("user", 1L),
            Map.entry("other", 2L),
            Map.entry("others", List.of(2L)),
            Map.entry("ids", List.of(1L, 2L)),
            Map.entry("id", 3L),
            Map.entry("since", 0L),
            Map.entry("upTo", 9L),
            Map.entry("before", 9L),
            Map.entry("after", 0L),
            Map.entry("now", 5L),
            Map.entry("blocker", 1L),
            Map.entry("number", 0L),
            Map.entry("limit", 10));

    private final TestServer server = TestServer.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.hongyan.relation.permission.Ties ALL",
                "io.hongyan.relation.graph.Change LOCK_STORED",
                "io.hongyan.relation.people.Follows STATE",
                "io.hongyan.relation.people.Follows FOLLOW",
                "io.hongyan.relation.people.Follows UNFOLLOW",
                "io.hongyan.relation.people.Blocks STATE",
                "io.hongyan.relation.people.Blocks BLOCK",
                "io.hongyan.relation.people.Blocks UNBLOCK",
                "io.hongyan.relation.people.BlockChanges FOLLOWING",
                "io.hongyan.relation.contact.Contacts VERSION",
                "io.hongyan.relation.contact.Contacts CHANGED",
                "io.hongyan.relation.contact.Contacts REMOVED",
                "io.hongyan.relation.contact.FriendRequests FIND",
                "io.hongyan.relation.contact.FriendRequests INCOMING",
                "io.hongyan.relation.contact.FriendRequests OUTGOING",
                "io.hongyan.relation.people.People FOLLOWERS",
                "io.hongyan.relation.people.People FOLLOWED",
                "io.hongyan.relation.people.People BLOCKED",
                "io.hongyan.relation.circle.Circles FOLLOWEES",
                "io.hongyan.relation.circle.Circles FOLLOWERS",
                "io.hongyan.relation.circle.Circles COUNT",
                "io.hongyan.relation.acquaintance.Acquaintances COUNTS",
                "io.hongyan.relation.acquaintance.Acquaintances DISTANCE",
                "io.hongyan.relation.acquaintance.Acquaintances COMMON",
                "io.hongyan.relation.acquaintance.Suggestions FRIENDS_OF_FRIENDS",
                "io.hongyan.relation.acquaintance.Suggestions KNOWN",
            })
    void beginsWithAnIndex(String place) throws ReflectiveOperationException {
        List<String> operators = operators(statement(place));

        assertThat(operators).anyMatch(operator -> operator.contains("IndexSeek"));
        assertThat(operators).noneMatch(operator -> operator.contains("Scan"));
    }

    /// An author's followers may be many, and whoever pages through them wants a few.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.hongyan.relation.contact.Contacts CHANGED",
                "io.hongyan.relation.contact.Contacts REMOVED",
                "io.hongyan.relation.contact.FriendRequests INCOMING",
                "io.hongyan.relation.contact.FriendRequests OUTGOING",
                "io.hongyan.relation.people.People FOLLOWERS",
                "io.hongyan.relation.people.People FOLLOWED",
                "io.hongyan.relation.people.People BLOCKED",
                "io.hongyan.relation.people.BlockChanges FOLLOWING",
                "io.hongyan.relation.circle.Circles FOLLOWERS",
            })
    void aPageIsReadInTheOrderOfItsIndex(String place) throws ReflectiveOperationException {
        assertThat(operators(statement(place))).noneMatch(operator -> operator.matches("(Partial)?(Top|Sort).*"));
    }

    @Test
    void countsAreKeptWithThePerson() throws ReflectiveOperationException {
        assertThat(operators(statement("io.hongyan.relation.acquaintance.Acquaintances COUNTS")))
                .noneMatch(operator -> operator.startsWith("Expand"));
    }

    /// Between two people, from whoever has less of it: an author's followers aren't gone through for each message.
    @Test
    void whatIsBetweenTwoIsFoundOnceAndFromEitherSide() throws ReflectiveOperationException {
        assertThat(operators(statement("io.hongyan.relation.permission.Ties ALL")))
                .filteredOn(operator -> operator.startsWith("Expand"))
                .singleElement()
                .asString()
                .startsWith("Expand(Into)");
    }

    private List<String> operators(String cypher) {
        Relations.awaitNeo4j(server);
        try (Driver driver = Relations.driver(server);
                Session session = driver.session()) {
            List<String> operators = new ArrayList<>();
            collect(session.run("EXPLAIN " + cypher, PARAMETERS).consume().plan(), operators);
            return operators;
        }
    }

    private static void collect(Plan plan, List<String> operators) {
        operators.add(plan.operatorType());
        plan.children().forEach(child -> collect(child, operators));
    }

    private static String statement(String place) throws ReflectiveOperationException {
        String[] parts = place.split(" ");
        var field = Class.forName(parts[0]).getDeclaredField(parts[1]);
        field.setAccessible(true);
        return (String) field.get(null);
    }
}
