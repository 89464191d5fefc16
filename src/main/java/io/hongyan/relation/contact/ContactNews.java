package io.hongyan.relation.contact;

import io.hongyan.error.HongyanException;
import io.hongyan.relation.graph.Graph;
import io.hongyan.streams.id.UserId;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells of people whose contacts or requests have changed. Thread-safe.
public final class ContactNews {

    private static final Logger LOG = LoggerFactory.getLogger(ContactNews.class);

    private static final String VERSIONS = """
            UNWIND $users AS id
            MATCH (owner:User {id: id})
            RETURN owner.id AS id, coalesce(owner.contacts, 0) AS version
            """;

    private final Graph graph;
    private final ContactListener listener;

    public ContactNews(Graph graph, ContactListener listener) {
        this.graph = graph;
        this.listener = listener;
    }

    /// Tells of these, whose change is made. Never fails: it has been, whoever hears of it.
    public void changed(List<UserId> users) {
        try {
            graph.read(
                            VERSIONS,
                            Map.of("users", users.stream().map(UserId::value).toList()),
                            row -> new Versioned(
                                    new UserId(row.get("id").asLong()),
                                    row.get("version").asLong()))
                    .forEach(one -> listener.changed(one.user(), one.version()));
        } catch (HongyanException away) {
            LOG.debug("nobody is told that contacts have changed", away);
        }
    }

    private record Versioned(UserId user, long version) {}
}
