package io.hongyan.projection;

import io.hongyan.message.Entry;
import io.hongyan.streams.conversation.Event;
import io.hongyan.streams.conversation.Summary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one record of the log changes in PostgreSQL.
sealed interface Change {

    /// An entry of a timeline, and the event that it comes from.
    record Appended(Event event, Entry entry) implements Change {}

    /// A conversation as it is shown.
    record Summarised(Summary summary) implements Change {}

    /// What users are to a conversation, or made of it.
    record MembersChanged(List<Membership> members) implements Change {}

    /// Nothing but a dead letter. `event` is what was refused, where it is one.
    record Refused(String reason, @Nullable Event event) implements Change {

        /// The longest reason that is kept.
        private static final int MAX_REASON = 1_000;

        public Refused {
            // What is wrong with a record may be quoted in the reason, and PostgreSQL takes no NUL.
            reason = reason.replace('\0', '?').replaceAll("\\s+", " ");
            reason = reason.substring(0, Math.min(MAX_REASON, reason.length()));
        }
    }
}
