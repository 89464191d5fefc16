package io.hongyan.gateway.frame;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.message.Draft;
import io.hongyan.presence.Status;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of what clients write, for those who read the protocol's document: [FrameReader] reads them one by one.
@Schema(name = "ClientFrame")
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
public sealed interface ClientShape {

    @JsonTypeName("hello")
    record Hello(
            @Nullable Long r,
            String token,
            @Nullable String cursor,
            @Nullable PushMode push) implements ClientShape {}

    @JsonTypeName("auth")
    record Auth(@Nullable Long r, String token) implements ClientShape {}

    @JsonTypeName("send")
    record Send(
            @Nullable Long r,
            ConversationId conversationId,
            @JsonUnwrapped Draft draft) implements ClientShape {}

    @JsonTypeName("send")
    record SendTo(
            @Nullable Long r, UserId to, @JsonUnwrapped Draft draft) implements ClientShape {}

    @JsonTypeName("edit")
    record Edit(@Nullable Long r, ConversationId conversationId, long target, String clientId, JsonNode body)
            implements ClientShape {}

    @JsonTypeName("recall")
    record Recall(@Nullable Long r, ConversationId conversationId, long target) implements ClientShape {}

    @JsonTypeName("react")
    record React(@Nullable Long r, ConversationId conversationId, long target, String emoji, boolean on)
            implements ClientShape {}

    @JsonTypeName("pin")
    record Pin(@Nullable Long r, ConversationId conversationId, long target, boolean on) implements ClientShape {}

    @JsonTypeName("read")
    record Read(@Nullable Long r, ConversationId conversationId, long seq) implements ClientShape {}

    @JsonTypeName("unread")
    record Unread(@Nullable Long r, ConversationId conversationId) implements ClientShape {}

    @JsonTypeName("settings")
    record Settings(
            @Nullable Long r,
            ConversationId conversationId,
            @Nullable Boolean muted,
            @Nullable Boolean pinned,
            @Nullable Boolean hidden)
            implements ClientShape {}

    @JsonTypeName("fetch")
    record Fetch(
            @Nullable Long r,
            ConversationId conversationId,
            @Nullable Long before,
            @Nullable Long after,
            @Nullable Long around,
            @Nullable Integer limit)
            implements ClientShape {}

    @JsonTypeName("sync")
    record Sync(
            @Nullable Long r,
            @Nullable String cursor,
            @Nullable Integer limit) implements ClientShape {}

    @JsonTypeName("ack")
    record Ack(@Nullable Long r, String cursor) implements ClientShape {}

    @JsonTypeName("typing")
    record Typing(@Nullable Long r, ConversationId conversationId) implements ClientShape {}

    @JsonTypeName("watch")
    record Watch(@Nullable Long r, Set<UserId> presence) implements ClientShape {}

    @JsonTypeName("status")
    record State(@Nullable Long r, Status state) implements ClientShape {}

    @JsonTypeName("ping")
    record Ping(@Nullable Long r) implements ClientShape {}
}
