package io.hongyan.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What people who talk over sockets say, and are told.
final class SocketTalk {

    private SocketTalk() {}

    /// A message to a person.
    static Map<String, Object> sendTo(TestUser to, String text) {
        return Chats.frame("to", to.id().toString(), text);
    }

    /// A message into a conversation.
    static Map<String, Object> send(String conversation, String text) {
        return Chats.frame("conversationId", conversation, text);
    }

    static String clientId() {
        return UUID.randomUUID().toString();
    }

    /// A conversation that both are shown.
    static String direct(TestUser one, TestUser other) {
        String conversation = Chats.direct(one, other).text("/id");
        awaitShown(other, conversation);
        return conversation;
    }

    /// The same of a group.
    static String group(TestUser owner, TestUser member) {
        String conversation = Chats.group(owner, "geese", member).text("/id");
        awaitShown(member, conversation);
        return conversation;
    }

    /// Only whoever starts a conversation is shown it when that is answered.
    private static void awaitShown(TestUser user, String conversation) {
        await().until(() -> user.rest().get("/v1/conversations/" + conversation).status() == 200);
    }

    static String conversation(JsonNode sent) {
        return sent.path("conversationId").textValue();
    }

    /// A pushed entry, waited for.
    static JsonNode entry(TestSocket socket, String conversation, long seq) {
        await().untilAsserted(() -> assertThat(seqs(socket, conversation)).contains(seq));
        return socket.entries().stream()
                .filter(entry -> entry.path("conversationId").textValue().equals(conversation)
                        && entry.path("seq").longValue() == seq)
                .findFirst()
                .orElseThrow();
    }

    /// Which entries of a conversation were pushed so far.
    static List<Long> seqs(TestSocket socket, String conversation) {
        return socket.entries().stream()
                .filter(entry -> entry.path("conversationId").textValue().equals(conversation))
                .map(entry -> entry.path("seq").longValue())
                .toList();
    }

    /// The counts after a change that come to `total`, waited for.
    static JsonNode unread(TestSocket socket, long total) {
        return socket.frame(
                "a total of " + total,
                frame -> "unread".equals(frame.path("t").textValue())
                        && !frame.path("conversations").isEmpty()
                        && frame.at("/total/unread").longValue() == total);
    }
}
