package io.hongyan.message.search;

import io.hongyan.streams.id.ConversationId;
import java.util.List;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/// What messages say, as far as PostgreSQL has them.
///
/// Thread-safe: obtained with `jdbi.onDemand`, it takes a connection for each call.
interface StoredTexts {

    /// The messages from `from` to `to` that say `words`, and every entry there that PostgreSQL refused as a row, the
    /// newest first.
    @SqlQuery("""
            SELECT seq
            FROM entry
            CROSS JOIN LATERAL (SELECT coalesce(edited_body, body)::json AS body) AS said
            WHERE conversation = :conversation AND seq BETWEEN :from AND :to
                AND at >= (
                    SELECT coalesce(max(starts) FILTER (WHERE first_seq <= :from), min(starts))
                    FROM entry_month
                    WHERE conversation = :conversation AND first_seq <= :to)
                AND at < (
                    SELECT max(ends) FROM entry_month WHERE conversation = :conversation AND first_seq <= :to)
                AND type = 'message' AND recalled_by IS NULL AND kind <> 'custom'
                AND strpos(
                    lower(concat_ws(chr(10), said.body ->> 'text', said.body ->> 'name', said.body ->> 'address',
                        said.body ->> 'title')),
                    lower(:words)) > 0
            UNION ALL
            SELECT seq FROM dead_letter WHERE conversation = :conversation AND seq BETWEEN :from AND :to
            ORDER BY seq DESC
            """)
    List<Long> saying(ConversationId conversation, long from, long to, String words);
}
