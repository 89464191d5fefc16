package io.hongyan.testing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What most tests ask of conversations, as clients do.
public final class Chats {

    private Chats() {}

    public static Answer direct(TestUser user, TestUser peer) {
        return user.rest().post("/v1/conversations", Map.of("kind", "direct", "userId", peer.id()));
    }

    public static Answer group(TestUser owner, String title, TestUser... others) {
        return group(owner, title, List.of(others));
    }

    public static Answer group(TestUser owner, String title, Collection<TestUser> others) {
        List<?> ids = others.stream().map(TestUser::id).toList();
        return owner.rest().post("/v1/conversations", Map.of("kind", "group", "title", title, "memberIds", ids));
    }

    /// A frame that sends what nobody has sent before; `key` says by what the receiver is named, `conversationId` or
    /// `to`.
    public static Map<String, Object> frame(String key, String receiver, String text) {
        return Map.of(
                "t",
                "send",
                key,
                receiver,
                "clientId",
                UUID.randomUUID().toString(),
                "kind",
                "text",
                "body",
                Map.of("text", text));
    }

    /// Says something that nobody has said before.
    public static Answer say(TestUser user, String conversation) {
        return user.rest()
                .post(
                        "/v1/conversations/" + conversation + "/messages",
                        Map.of(
                                "clientId",
                                UUID.randomUUID().toString(),
                                "kind",
                                "text",
                                "body",
                                Map.of("text", "hello")));
    }
}
