package io.hongyan.relation.bench;

import io.hongyan.infra.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/// Puts a crowd into Neo4j, beside the real people, and takes it away again: by batches, so that neither needs much
/// memory, and the server goes on meanwhile.
final class CrowdStore {

    private static final int BATCH = 10_000;

    private static final String PEOPLE = """
            UNWIND $rows AS row
            CREATE (:User:Bench {id: row[0], contacts: 1})
            """;

    private static final String FOLLOWS = """
            UNWIND $rows AS row
            MATCH (one:User {id: row[0]}), (other:User {id: row[1]})
            CREATE (one)-[:FOLLOWS {source: row[0], target: row[1], number: row[2], since: 0}]->(other)
            """;

    private static final String FRIENDS = """
            UNWIND $rows AS row
            MATCH (one:User {id: row[0]}), (other:User {id: row[1]})
            CREATE (one)-[:FRIEND {owner: row[0], version: 1, since: 0, remark: '', labels: [], starred: false}]->(other)
            CREATE (other)-[:FRIEND {owner: row[1], version: 1, since: 0, remark: '', labels: [], starred: false}]->(one)
            """;

    private static final String FORGET_RELATIONS = """
            MATCH (:Bench)-[relation]->()
            WITH relation
            LIMIT $limit
            DELETE relation
            RETURN count(*) AS gone
            """;

    private static final String FORGET_PEOPLE = """
            MATCH (person:Bench)
            WITH person
            LIMIT $limit
            DETACH DELETE person
            RETURN count(*) AS gone
            """;

    private final Driver driver;
    private final Progress progress;

    CrowdStore(Driver driver, Progress progress) {
        this.driver = driver;
        this.progress = progress;
    }

    /// Stores everybody and all relations; how many relations that were.
    long store(Crowd crowd) {
        try (Session session = driver.session()) {
            Batch people = new Batch(session, PEOPLE);
            progress.begin("people", crowd.people());
            IntStream.range(0, crowd.people())
                    .forEach(index -> people.add(List.of(Crowd.person(index).value())));
            people.flush();
            progress.end();
            progress.begin("relations", crowd.relations());
            Batch follows = new Batch(session, FOLLOWS);
            Batch friends = new Batch(session, FRIENDS);
            for (int index = 0; index < crowd.people(); index++) {
                long one = Crowd.person(index).value();
                for (int other : crowd.followees(index)) {
                    follows.add(List.of(one, Crowd.person(other).value(), follows.count + 1));
                }
                for (int other : crowd.friends(index)) {
                    friends.add(List.of(one, Crowd.person(other).value()));
                }
            }
            follows.flush();
            friends.flush();
            progress.end();
            return follows.count + 2 * friends.count;
        }
    }

    /// Takes away what a crowd has left, also one that was interrupted.
    void forget() {
        try (Session session = driver.session()) {
            progress.begin("forgetting", -1);
            forget(session, FORGET_RELATIONS);
            forget(session, FORGET_PEOPLE);
            progress.end();
        }
    }

    private void forget(Session session, String cypher) {
        int gone = BATCH;
        while (gone == BATCH) {
            gone = session.executeWrite(transaction -> transaction
                    .run(cypher, Map.of("limit", BATCH))
                    .single()
                    .get("gone")
                    .asInt());
            progress.advance(gone);
        }
    }

    /// Rows that are stored together.
    private final class Batch {

        private final Session session;
        private final String cypher;
        private final List<List<Long>> rows = new ArrayList<>();
        private long count;

        Batch(Session session, String cypher) {
            this.session = session;
            this.cypher = cypher;
        }

        void add(List<Long> row) {
            rows.add(row);
            count++;
            if (rows.size() == BATCH) {
                flush();
            }
        }

        void flush() {
            session.executeWriteWithoutResult(transaction ->
                    transaction.run(cypher, Map.of("rows", List.copyOf(rows))).consume());
            progress.advance(rows.size());
            rows.clear();
        }
    }
}
