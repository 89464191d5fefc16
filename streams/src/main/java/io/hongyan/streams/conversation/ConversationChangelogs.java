package io.hongyan.streams.conversation;

import io.hongyan.streams.conversation.group.GroupRules;
import io.hongyan.streams.engine.Changelogs;
import io.hongyan.streams.fanout.FanoutMode;
import io.hongyan.streams.fanout.FanoutState;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Keys;
import io.hongyan.streams.log.Smile;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/// The topics in which the conversations are kept, for whoever makes them anew while no task runs. A record is in the
/// [partition][#partition] of its conversation's commands.
public final class ConversationChangelogs {

    public static final String CONVERSATIONS =
            Changelogs.topic(ConversationTopology.APPLICATION, ConversationStores.CONVERSATIONS);
    public static final String MEMBERS = Changelogs.topic(ConversationTopology.APPLICATION, ConversationStores.MEMBERS);

    /// What was sent lately; its records have the time of [#slot].
    public static final String SENT = Changelogs.topic(ConversationTopology.APPLICATION, ConversationStores.SENT);

    /// What was recalled lately.
    public static final String RECALLS = Changelogs.topic(ConversationTopology.APPLICATION, ConversationStores.RECALLS);

    /// For how long what was sent and recalled is kept, in milliseconds.
    public static final long WINDOW_MS =
            ConversationStores.WINDOW.plus(ConversationStores.SLOT).toMillis();

    private static final Smile<Member> MEMBER = Smile.of(Member.class);

    private ConversationChangelogs() {}

    /// A conversation as it was found. It is fanned out to everybody's mailbox at first; the next command switches it
    /// where that should be otherwise.
    public record Found(
            ConversationId id,
            ConversationKind kind,
            @Nullable String title,
            @Nullable UserId creator,
            @Nullable UserId owner,
            List<UserId> peers,
            History history,
            long seq,
            long ordinal,
            long at,
            int memberCount,
            boolean dissolved,
            long changedSeq,
            @Nullable FanoutMode override,
            List<Long> pinned,
            GroupRules rules) {

        public Found {
            peers = List.copyOf(peers);
            pinned = List.copyOf(pinned);
        }

        private Conversation conversation() {
            return new Conversation(
                    id,
                    kind,
                    title,
                    creator,
                    owner,
                    peers,
                    history,
                    seq,
                    ordinal,
                    at,
                    memberCount,
                    dissolved,
                    changedSeq,
                    FanoutState.WRITE,
                    override,
                    pinned,
                    rules);
        }

        public Summary summary() {
            return conversation().summary();
        }
    }

    /// The partition of `conversation` among `count`, as a producer gives it to its commands.
    public static int partition(ConversationId conversation, int count) {
        return Utils.toPositive(Utils.murmur2(Keys.of(conversation.value()))) % count;
    }

    public static byte[] key(ConversationId conversation) {
        return Keys.of(conversation.value());
    }

    public static byte[] key(ConversationId conversation, UserId user) {
        return Keys.of(conversation.value(), user.value());
    }

    /// The key of a message within a window, as Kafka Streams writes it: key, time, and a number that is always 0.
    public static byte[] key(Event.MessageSent message) {
        Bytes key = ConversationStores.sentKey(message.conversation(), message.actor(), message.clientId());
        return ByteBuffer.allocate(key.get().length + Long.BYTES + Integer.BYTES)
                .put(key.get())
                .putLong(slot(message.at()))
                .putInt(0)
                .array();
    }

    /// The half hour of a time.
    public static long slot(long at) {
        return ConversationStores.slot(at);
    }

    public static byte[] encode(Found found) {
        return ConversationCodecs.CONVERSATIONS.encode(found.conversation());
    }

    public static byte[] encodeMember(Role role, long joinedSeq, long mutedUntil, @Nullable String nickname) {
        return MEMBER.encode(new Member(role, joinedSeq, mutedUntil, nickname));
    }

    public static byte[] encode(Event.MessageSent message) {
        return ConversationCodecs.SENDINGS.encode(Sent.of(message));
    }
}
