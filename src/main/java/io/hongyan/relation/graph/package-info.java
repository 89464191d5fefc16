/// Neo4j as the relation chain uses it: asked for a bounded time, given up for a while where it doesn't answer.
///
/// | label or type | properties |
/// |---|---|
/// | `(:User)` | `id`; `contacts`: how often the person's contacts have changed |
/// | `[:FRIEND]` | from whose contact it is: `owner`, `version`, `since`, `remark`, `labels`, `starred` |
/// | `[:FORMER]` | a contact that was taken away: `owner`, `version` |
/// | `[:REQUESTED]` | `id`, `source`, `target`, `message`, `at`, `expiresAt`, `state`, `hidden` |
/// | `[:FOLLOWS]`, `[:BLOCKS]` | `source`, `target`, `number` (grows with time), `since` |
///
/// Ids are numbers, times milliseconds since 1970. The ends' ids stand in the relations too, because an index of a
/// relation holds its properties only: so a page of 100,000 followers is a range of an index.
@NullMarked
package io.hongyan.relation.graph;

import org.jspecify.annotations.NullMarked;
