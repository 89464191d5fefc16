package io.hongyan.relation;

import com.github.benmanes.caffeine.cache.Ticker;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import io.hongyan.account.AccountFeature;
import io.hongyan.account.Accounts;
import io.hongyan.infra.Jobs;
import io.hongyan.relation.acquaintance.AcquaintanceResource;
import io.hongyan.relation.acquaintance.Acquaintances;
import io.hongyan.relation.acquaintance.Suggestions;
import io.hongyan.relation.acquaintance.SuggestionsResource;
import io.hongyan.relation.circle.Circles;
import io.hongyan.relation.contact.ContactListener;
import io.hongyan.relation.contact.ContactNews;
import io.hongyan.relation.contact.Contacts;
import io.hongyan.relation.contact.ContactsResource;
import io.hongyan.relation.contact.FriendRequests;
import io.hongyan.relation.contact.FriendRequestsResource;
import io.hongyan.relation.graph.Change;
import io.hongyan.relation.graph.Graph;
import io.hongyan.relation.graph.GraphSchema;
import io.hongyan.relation.people.AdminFollowersResource;
import io.hongyan.relation.people.BlockChanges;
import io.hongyan.relation.people.BlockListener;
import io.hongyan.relation.people.Blocks;
import io.hongyan.relation.people.BlocksResource;
import io.hongyan.relation.people.FolloweesResource;
import io.hongyan.relation.people.FollowersResource;
import io.hongyan.relation.people.FollowingResource;
import io.hongyan.relation.people.Follows;
import io.hongyan.relation.people.People;
import io.hongyan.relation.permission.Permissions;
import io.hongyan.relation.permission.Ties;
import io.hongyan.streams.id.UserId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Jdbi;
import org.neo4j.driver.Driver;

/// Everything about relations, put together: what other features use of it, and the resources it serves.
///
/// @param schema to be started with the server
/// @param chore to be done by one of the nodes, again and again
public record RelationFeature(
        Graph graph,
        GraphSchema schema,
        Permissions permissions,
        Circles circles,
        RecurringTask<Void> chore,
        List<Object> resources) {

    private static final Duration SETTLE_EVERY = Duration.ofSeconds(30);

    /// Beside the time a question may take: the machine may be busy.
    private static final Duration SETTLED = Duration.ofSeconds(30);

    public RelationFeature {
        resources = List.copyOf(resources);
    }

    /// Who is told of changes.
    ///
    /// @param nodes tells all nodes, this one included, that the relation of some people to another has changed,
    ///     which then have to [forget][#forget] it, and returns when that is durable
    /// @param blocks hears of each block
    /// @param devices is told whose contacts have changed
    public record Listeners(
            BiConsumer<Collection<UserId>, UserId> nodes, BlockListener blocks, ContactListener devices) {}

    /// Puts it together.
    public static RelationFeature assemble(
            RelationsConfiguration configuration,
            Driver neo4j,
            Jdbi jdbi,
            AccountFeature account,
            Listeners listeners,
            LongSupplier ids,
            MeterRegistry metrics,
            Clock clock) {
        Graph graph = new Graph(neo4j, configuration.timeout().toJavaDuration(), metrics);
        Accounts accounts = account.accounts();
        Ties ties = new Ties(graph);
        Permissions permissions = permissions(configuration, graph);
        int limit = configuration.limit();
        Circles circles = new Circles(
                graph,
                ties,
                limit,
                configuration.remembered().pairs(),
                configuration.remembered().followees(),
                configuration.remembered().life().toJavaDuration());
        Change change = new Change(
                graph,
                (users, other) -> {
                    users.forEach(user -> {
                        permissions.forget(user, other);
                        circles.forget(user, other);
                    });
                    listeners.nodes().accept(users, other);
                },
                ids,
                clock);
        ContactNews news = new ContactNews(graph, listeners.devices());
        People people = new People(graph, accounts);
        BlockChanges changes = new BlockChanges(
                jdbi,
                graph,
                ties,
                listeners.blocks(),
                configuration.timeout().toJavaDuration().multipliedBy(2).plus(SETTLED),
                clock);
        Follows follows = new Follows(change, people, accounts, limit, ids, clock);
        return new RelationFeature(
                graph,
                new GraphSchema(graph, Ties.FIRST_QUESTION),
                permissions,
                circles,
                Jobs.recurring("settle-blocks", SETTLE_EVERY, changes::catchUp),
                List.of(
                        new FriendRequestsResource(new FriendRequests(
                                graph,
                                change,
                                accounts,
                                news,
                                configuration.requestLife().toJavaDuration(),
                                limit,
                                clock)),
                        new ContactsResource(new Contacts(graph, change, accounts, news)),
                        new FollowingResource(follows),
                        new AdminFollowersResource(follows, accounts, jdbi, account.audit()),
                        new FollowersResource(follows),
                        new FolloweesResource(follows),
                        new BlocksResource(new Blocks(change, changes, people, accounts, news, limit, ids)),
                        new AcquaintanceResource(new Acquaintances(graph, ties, accounts)),
                        new SuggestionsResource(new Suggestions(graph, jdbi, accounts))));
    }

    private static Permissions permissions(RelationsConfiguration configuration, Graph graph) {
        return new Permissions(
                new Ties(graph.door()),
                configuration.messaging(),
                configuration.onOutage(),
                configuration.exempt(),
                configuration.remembered().pairs(),
                configuration.remembered().life().toJavaDuration(),
                Ticker.systemTicker());
    }

    /// The relation of these two has changed, on this node or another.
    public void forget(UserId one, UserId other) {
        permissions.forget(one, other);
        circles.forget(one, other);
    }

    /// Serves the resources.
    public void register(JerseyEnvironment jersey) {
        resources.forEach(jersey::register);
    }
}
