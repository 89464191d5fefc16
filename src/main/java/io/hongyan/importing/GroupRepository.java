package io.hongyan.importing;

import io.hongyan.streams.id.ConversationId;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// Which conversation each group of a file has become, by the file's own key.
@RegisterConstructorMapper(GroupRepository.Known.class)
interface GroupRepository {

    /// A group that was brought in.
    record Known(String key, ConversationId conversation) {}

    @SqlQuery("SELECT key, conversation FROM imported_group WHERE key = ANY (:keys)")
    List<Known> find(Collection<String> keys);

    /// How many were stored, 1 or 0: of two that are brought in at once the first stays.
    @SqlUpdate("INSERT INTO imported_group (key, conversation) VALUES (:key, :conversation) ON CONFLICT DO NOTHING")
    int store(String key, ConversationId conversation);
}
