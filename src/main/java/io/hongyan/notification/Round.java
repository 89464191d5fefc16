package io.hongyan.notification;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A way through the members of a group in the order of their ids, to tell them of the message `seq`: next are those
/// above `after` and up to `to`; then those up to `rest`, who were passed before that message came.
record Round(long conversation, long seq, long after, long to, long rest) {

    /// One that hasn't begun for any message.
    static Round of(ConversationId conversation) {
        return new Round(conversation.value(), 0, 0, Long.MAX_VALUE, 0);
    }

    /// The same for the newest message: where that is another, from here on once around.
    Round about(long newest) {
        return newest == seq ? this : new Round(conversation, newest, after, Long.MAX_VALUE, after);
    }

    /// What is left after `page`, which has `size` members unless there are no more; null for nothing.
    @Nullable
    Round after(List<UserId> page, int size) {
        if (page.size() == size) {
            return new Round(conversation, seq, page.getLast().value(), to, rest);
        }
        return rest == 0 ? null : new Round(conversation, seq, 0, rest, 0);
    }
}
