package io.hongyan.relation.bench;

import com.github.benmanes.caffeine.cache.Ticker;
import io.hongyan.account.Accounts;
import io.hongyan.infra.Progress;
import io.hongyan.relation.acquaintance.Acquaintances;
import io.hongyan.relation.acquaintance.Suggestions;
import io.hongyan.relation.graph.Change;
import io.hongyan.relation.graph.Graph;
import io.hongyan.relation.graph.GraphSchema;
import io.hongyan.relation.people.Follows;
import io.hongyan.relation.people.People;
import io.hongyan.relation.permission.MessagingPolicy;
import io.hongyan.relation.permission.OutagePolicy;
import io.hongyan.relation.permission.Permissions;
import io.hongyan.relation.permission.Ties;
import io.hongyan.streams.id.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.jdbi.v3.core.Jdbi;
import org.neo4j.driver.Driver;

/// Asks the questions of the relation chain, by the same code as the server, on a crowd that is put beside the real
/// people and taken away afterwards.
public final class GraphBench {

    /// How large the crowd is, and how often each question is asked.
    public record Size(int people, long relations, int questions) {}

    private static final long SEED = 20_261_122;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int PAGE = 50;
    private static final int TENTH = 10;

    private final Driver driver;
    private final Jdbi jdbi;
    private final Progress progress;
    private final PrintStream out;
    private final Random random = new Random(SEED);

    public GraphBench(Driver driver, Jdbi jdbi, Progress progress, PrintStream out) {
        this.driver = driver;
        this.jdbi = jdbi;
        this.progress = progress;
        this.out = out;
    }

    /// Makes the crowd, measures, and prints a line for each question.
    public void run(Size size) {
        Graph graph = new Graph(driver, TIMEOUT, new SimpleMeterRegistry());
        new GraphSchema(graph).apply();
        CrowdStore store = new CrowdStore(driver, progress);
        store.forget();
        try {
            Crowd crowd = new Crowd(size.people(), size.relations(), SEED);
            long began = System.nanoTime();
            long relations = store.store(crowd);
            out.printf(
                    Locale.ROOT,
                    "%,d people and %,d relations, made in %d s; the author has %,d followers.%n",
                    size.people(),
                    relations,
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began),
                    size.people() - 1);
            out.println(Figure.HEAD);
            ask(crowd, graph, size.questions());
        } finally {
            store.forget();
        }
    }

    private void ask(Crowd crowd, Graph graph, int times) {
        Accounts accounts = new Accounts(jdbi);
        Ties ties = new Ties(graph);
        Ties doorTies = new Ties(graph.door());
        Permissions asking = permissions(doorTies, 0);
        Permissions remembering = permissions(doorTies, 1_000);
        LongSupplier ids = () -> 1;
        Change change = new Change(graph, (_, _) -> {}, ids, Clock.systemUTC());
        Follows follows =
                new Follows(change, new People(graph, accounts), accounts, Integer.MAX_VALUE, ids, Clock.systemUTC());
        Acquaintances acquaintances = new Acquaintances(graph, ties, accounts);
        Suggestions suggestions = new Suggestions(graph, jdbi, accounts);
        UserId author = Crowd.author();
        measure("may they write, not remembered", times, () -> {
            UserId one = crowd.anybody(random);
            asking.require(one, random.nextBoolean() ? crowd.neighbour(one, random) : crowd.anybody(random));
        });
        measure(
                "may they write to the author, not remembered",
                times,
                () -> asking.require(crowd.anybody(random), author));
        UserId known = crowd.anybody(random);
        measure("may they write, remembered", times * 100, () -> remembering.require(known, author));
        measure("mutual friends", times, () -> {
            UserId one = crowd.anybody(random);
            acquaintances.common(one, crowd.neighbour(one, random), PAGE, null);
        });
        measure("suggestions", times, () -> suggestions.page(crowd.anybody(random), PAGE, null));
        measure("first page of the author's followers", times, () -> follows.followers(author, PAGE, null));
        measure(
                "any page of the author's followers",
                times,
                () -> follows.followers(author, PAGE, Long.toString(1 + random.nextLong(crowd.relations()))));
    }

    private static Permissions permissions(Ties ties, int remembered) {
        return new Permissions(
                ties,
                MessagingPolicy.ANYONE,
                OutagePolicy.DENY,
                Set.of(),
                remembered,
                REMEMBERED,
                Ticker.systemTicker());
    }

    private void measure(String question, int times, Runnable asked) {
        for (int i = 0; i < times / TENTH; i++) {
            asked.run();
        }
        Histogram micros = new Histogram(3);
        progress.begin(question, times);
        for (int i = 0; i < times; i++) {
            long began = System.nanoTime();
            asked.run();
            micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began));
            progress.advance(1);
        }
        progress.end();
        out.println(Figure.of(question, micros));
    }
}
