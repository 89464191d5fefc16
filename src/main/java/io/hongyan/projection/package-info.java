/// The projector: it writes what the log says into PostgreSQL, where it is read from when it is no longer recent.
///
/// | topic | table | what guards a row |
/// |---|---|---|
/// | `events` | `entry`, one partition a month | its key: a row is never changed |
/// | | `entry_month`: the first seq of a conversation in a month | only ever lower |
/// | | `head`: a conversation's last entry and last message | seq |
/// | `summaries` | `conversation` | seq |
/// | `mailboxes`, but deliveries of entries | `member` | the mailbox's position |
/// | all three | `projection`: offsets, moved in the transaction that writes the rows | its own former value |
/// | all three | `dead_letter`: records that PostgreSQL refused or nobody could decode | its key |
@NullMarked
package io.hongyan.projection;

import org.jspecify.annotations.NullMarked;
