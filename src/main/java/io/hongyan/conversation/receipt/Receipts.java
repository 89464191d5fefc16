package io.hongyan.conversation.receipt;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.message.history.Visibility;
import io.hongyan.message.operation.FoundMessage;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Tells members who has read a message. Thread-safe.
public final class Receipts {

    private final Visibility visibility;
    private final FoundMessage.Lookup messages;
    private final Reached delivered;
    private final ReceiptRepository stored;
    private final ReceiptStopRepository stops;

    /// Who has a message.
    public interface Reached {

        /// Those who are known to have the entry `seq` on a device.
        List<UserId> by(ConversationId conversation, long seq);
    }

    public Receipts(Visibility visibility, FoundMessage.Lookup messages, Reached delivered, Jdbi jdbi) {
        this.visibility = visibility;
        this.messages = messages;
        this.delivered = delivered;
        this.stored = jdbi.onDemand(ReceiptRepository.class);
        this.stops = jdbi.onDemand(ReceiptStopRepository.class);
    }

    /// The counts, and at most `limit` members in order of id: those after `cursor`, or the first.
    ReceiptPage page(UserId user, ConversationId conversation, long seq, @Nullable String cursor, int limit) {
        UserId sender = sender(user, conversation, seq);
        long after = cursor == null ? 0 : after(cursor);
        List<UserId> hidden = stops.hidden(conversation, user, seq);
        List<UserId> reached = delivered.by(conversation, seq).stream()
                .filter(account -> !hidden.contains(account))
                .toList();
        ReceiptRepository.Counted counted = stored.count(conversation, seq, sender, user, reached);
        List<ReceiptRepository.Reader> found = stored.following(conversation, seq, sender, user, after, limit + 1);
        List<ReceiptRepository.Reader> page = found.subList(0, Math.min(limit, found.size()));
        List<UserId> unread = page.stream()
                .filter(reader -> !reader.hasRead())
                .map(ReceiptRepository.Reader::userId)
                .toList();
        Set<UserId> have = Set.copyOf(reached);
        return new ReceiptPage(
                counted.read(),
                counted.unread(),
                counted.delivered(),
                page.stream()
                        .filter(ReceiptRepository.Reader::hasRead)
                        .map(ReceiptRepository.Reader::userId)
                        .toList(),
                unread,
                unread.stream().filter(have::contains).toList(),
                found.size() > limit ? page.getLast().userId().toString() : null);
    }

    private UserId sender(UserId user, ConversationId conversation, long seq) {
        if (seq < visibility.firstVisible(user, conversation)) {
            throw noMessage();
        }
        FoundMessage message = messages.findMessage(conversation, seq).orElseThrow(Receipts::noMessage);
        if (message.isRecalled()) {
            throw new HongyanException(ErrorCode.GONE, "the message was recalled");
        }
        return message.target().sender();
    }

    private static HongyanException noMessage() {
        return HongyanException.notFound("There is no such message.");
    }

    /// The cursor is the last member's id, which its holder has just been shown.
    private static long after(String cursor) {
        try {
            return UserId.valueOf(cursor).value();
        } catch (IllegalArgumentException notAnId) {
            throw HongyanException.invalid("/cursor", "is not a cursor of this list");
        }
    }
}
