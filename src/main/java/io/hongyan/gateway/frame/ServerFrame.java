package io.hongyan.gateway.frame;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.hongyan.error.Problem;
import io.hongyan.mailbox.ConversationView;
import io.hongyan.mailbox.Counts;
import io.hongyan.mailbox.Marked;
import io.hongyan.mailbox.UnreadAnswer;
import io.hongyan.message.EncodedEntry;
import io.hongyan.message.Sent;
import io.hongyan.message.operation.Operated;
import io.hongyan.presence.Presence;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;
import io.hongyan.sync.SyncAnswer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the server says, as it is written: the type is `t`, absent fields are left out. Pushed entries aren't among
/// them, because their bytes are made once for everybody.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
public sealed interface ServerFrame {

    /// The answer to `hello`: the socket is registered for push. `cursor` is the client's own.
    @JsonTypeName("welcome")
    record Welcome(
            @Nullable Long r,
            UserId userId,
            DeviceId deviceId,
            @Nullable String cursor,
            String node,
            Instant now,
            long pingMs,
            Limits limits)
            implements ServerFrame {}

    /// What a client may do on one socket.
    record Limits(int frameBytes, int unanswered) {}

    /// Done, with nothing to say.
    @JsonTypeName("ok")
    record Ok(@Nullable Long r) implements ServerFrame {}

    /// A send is durable and numbered.
    @JsonTypeName("ok")
    record SendOk(@Nullable Long r, @JsonUnwrapped Sent sent) implements ServerFrame {}

    /// An operation on a message is durable and numbered.
    @JsonTypeName("ok")
    record OperationOk(@Nullable Long r, @JsonUnwrapped Operated operated) implements ServerFrame {}

    /// A mark took effect.
    @JsonTypeName("ok")
    record MarkOk(
            @Nullable Long r,
            ConversationId conversationId,
            @JsonUnwrapped Marked marked) implements ServerFrame {}

    @JsonTypeName("error")
    record Error(@Nullable Long r, Problem error, @Nullable String clientId) implements ServerFrame {}

    /// The answer to `fetch`.
    @JsonTypeName("entries")
    record Fetched(
            @Nullable Long r, ConversationId conversationId, long firstSeq, long headSeq, List<EncodedEntry> entries)
            implements ServerFrame {}

    /// The answer to `sync`.
    @JsonTypeName("synced")
    record Synced(@Nullable Long r, @JsonUnwrapped SyncAnswer answer) implements ServerFrame {}

    /// Where conversations stand; what leads there is to be fetched.
    @JsonTypeName("heads")
    record Heads(List<Head> heads) implements ServerFrame {}

    record Head(ConversationId conversationId, long seq, long ordinal) {}

    @JsonTypeName("conversation")
    record Conversation(ConversationView conversation) implements ServerFrame {}

    /// Absolute counts. `cursor` is null while the client hasn't synced.
    @JsonTypeName("unread")
    record Unread(
            List<UnreadAnswer.Item> conversations,
            Counts total,
            long version,
            @Nullable String cursor) implements ServerFrame {}

    /// How far people have read.
    @JsonTypeName("read")
    record Read(ConversationId conversationId, List<ReadMark> items) implements ServerFrame {}

    record ReadMark(UserId userId, long seq) {}

    @JsonTypeName("typing")
    record Typing(ConversationId conversationId, UserId userId) implements ServerFrame {}

    @JsonTypeName("presence")
    record People(List<Presence> items) implements ServerFrame {}

    /// Something of a person's own has changed, elsewhere or by somebody else: told to their devices by
    /// [OwnDevices][io.hongyan.gateway.live.OwnDevices], and left out for a device that is too slow.
    sealed interface Hint extends ServerFrame {

        /// What has changed, without spaces: of two hints with the same key the later stands for both.
        String key();
    }

    /// What one of a person's devices has begun to write; without `text`, what is there no more.
    @JsonTypeName("draft")
    record Draft(
            ConversationId conversationId,
            @Nullable String text,
            @Nullable Long replyTo,
            Instant updatedAt) implements Hint {

        @Override
        public String key() {
            return "draft:" + conversationId;
        }
    }

    /// There is something new in a person's home timeline: `unread` posts that they haven't seen, null where that
    /// wasn't counted.
    @JsonTypeName("feed")
    record Feed(@Nullable Integer unread) implements Hint {

        @Override
        public String key() {
            return "feed";
        }
    }

    @JsonTypeName("pong")
    record Pong(@Nullable Long r, @Nullable String cursor) implements ServerFrame {}

    /// The last frame before a close.
    @JsonTypeName("bye")
    record Bye(String code, @Nullable Long retryAfterMs) implements ServerFrame {}
}
