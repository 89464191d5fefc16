package io.hongyan.relation.acquaintance;

import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/// Who is in groups with whom, as PostgreSQL has it.
public interface GroupMateRepository {

    /// Somebody in groups with another.
    record Mate(UserId userId, int groups) {}

    /// Whom `user` has in their groups, those in most of them first. A large group says little about who knows whom,
    /// and many groups would take long: 50 groups of at most 100 members each are looked at, so these are 4,950 at
    /// most.
    @RegisterConstructorMapper(Mate.class)
    @SqlQuery("""
            SELECT mate.account AS user_id, count(*) AS groups
            FROM (
                SELECT conversation.id
                FROM member JOIN conversation ON conversation.id = member.conversation
                WHERE member.account = :user AND NOT member.has_left
                    AND conversation.kind = 'GROUP' AND conversation.member_count <= 100
                    AND NOT conversation.dissolved
                LIMIT 50
            ) AS mine
            JOIN member AS mate ON mate.conversation = mine.id
            WHERE mate.account <> :user AND NOT mate.has_left
            GROUP BY mate.account
            ORDER BY count(*) DESC, mate.account
            """)
    List<Mate> mates(UserId user);
}
