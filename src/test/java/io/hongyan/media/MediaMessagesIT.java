package io.hongyan.media;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongyan.media.content.SamplePictures;
import io.hongyan.testing.Chats;
import io.hongyan.testing.TestServer;
import io.hongyan.testing.TestSocket;
import io.hongyan.testing.TestUser;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Messages that carry media on the real server, and who may see those then.
final class MediaMessagesIT {

    private final TestServer server = TestServer.shared();
    private final MediaClient client = new MediaClient(server);
    private final TestUser anna = server.user("anna");
    private final TestUser bo = server.user("bo");
    private final TestUser stranger = server.user("stranger");
    private final String chat = group("talk", bo);

    @Test
    void aMessageSaysWhatTheServerKnowsOfItsMedium() {
        String id = client.upload(anna, "image", "cat.jpg", SamplePictures.of("jpeg", 80, 40));

        try (TestSocket socket = TestSocket.connect(server, server.device(bo))) {
            anna.rest()
                    .post(
                            path(chat) + "/messages",
                            Map.of(
                                    "clientId",
                                    clientId(),
                                    "kind",
                                    "image",
                                    "body",
                                    Map.of("mediaId", id, "text", "my cat", "size", 7, "type", "text/html")))
                    .expect(201);

            JsonNode body =
                    socket.entry("the picture", entry -> entry.has("kind")).path("body");
            assertThat(body.at("/name").asText()).isEqualTo("cat.jpg");
            assertThat(body.at("/type").asText()).isEqualTo("image/jpeg");
            assertThat(body.at("/size").asInt()).isGreaterThan(100);
            assertThat(body.at("/width").asInt()).isEqualTo(80);
            assertThat(body.at("/text").asText()).isEqualTo("my cat");
            // At once, although PostgreSQL may not have the message yet.
            assertThat(client.content(bo, id).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void everyKindIsSentOverASocketToo() {
        String voice = client.upload(anna, "voice", "a.wav", wave());
        try (TestSocket socket = TestSocket.connect(server, anna)) {
            JsonNode ok = socket.ask(Map.of(
                    "t",
                    "send",
                    "conversationId",
                    chat,
                    "clientId",
                    clientId(),
                    "kind",
                    "voice",
                    "body",
                    Map.of("mediaId", voice)));
            assertThat(ok.at("/t").asText()).isEqualTo("ok");
            JsonNode refused = socket.ask(Map.of(
                    "t",
                    "send",
                    "conversationId",
                    chat,
                    "clientId",
                    clientId(),
                    "kind",
                    "video",
                    "body",
                    Map.of("mediaId", voice)));
            assertThat(refused.at("/error/errors/0/pointer").asText()).isEqualTo("/body/mediaId");
        }

        JsonNode entry = MediaClient.last(bo, chat);
        assertThat(entry.at("/kind").asText()).isEqualTo("voice");
        assertThat(entry.at("/body/durationMs").asInt()).isEqualTo(1_500);
    }

    @Test
    void onlyMembersSeeIt() {
        String id = client.upload(anna, "file", "plan.txt", "the plan".getBytes(UTF_8));
        assertThat(client.content(bo, id).statusCode()).isEqualTo(404);

        assertThat(MediaClient.carry(anna, chat, "file", id)).isEqualTo(201);

        assertThat(client.content(bo, id).body()).isEqualTo("the plan".getBytes(UTF_8));
        assertThat(client.content(stranger, id).statusCode()).isEqualTo(404);
        assertThat(client.read(stranger, "/v1/media/" + id).statusCode()).isEqualTo(404);
        assertThat(client.read(null, "/v1/media/" + id + "/content").statusCode())
                .isEqualTo(401);
        assertThat(stranger.rest().post("/v1/media/" + id + "/links", Map.of()).status())
                .isEqualTo(404);
        anna.rest().delete(path(chat) + "/members/" + bo.id()).expect(204);
        await().until(() -> client.content(bo, id).statusCode() == 404);
        assertThat(client.content(anna, id).statusCode()).isEqualTo(200);
    }

    @Test
    void whoeverJoinsLaterSeesWhatHistoryShowsThem() {
        String id = client.upload(anna, "file", "old.txt", "old".getBytes(UTF_8));
        MediaClient.carry(anna, chat, "file", id);
        anna.rest()
                .post(path(chat) + "/members", Map.of("userIds", List.of(stranger.id())))
                .expect(200);
        await().until(() -> stranger.rest().get(path(chat)).status() == 200);

        assertThat(client.content(stranger, id).statusCode()).isEqualTo(404);
        anna.rest().patch(path(chat), Map.of("history", "all")).expect(200);
        await().until(() -> client.content(stranger, id).statusCode() == 200);
    }

    @Test
    void forwardingShowsItToOthers() {
        String id = client.upload(anna, "file", "plan.txt", "the plan".getBytes(UTF_8));
        MediaClient.carry(anna, chat, "file", id);
        long seq = MediaClient.last(bo, chat).at("/seq").asLong();
        String elsewhere = Chats.direct(bo, stranger).expect(201).text("/id");

        bo.rest()
                .post(path(elsewhere) + "/forwards", Map.of("clientId", clientId(), "from", chat, "seqs", List.of(seq)))
                .expect(201);
        await().until(() -> stranger.rest().get(path(elsewhere)).status() == 200);
        assertThat(client.content(stranger, id).statusCode()).isEqualTo(200);

        TestUser fourth = server.user("fourth");
        String merged = group(stranger, "merged", fourth);
        stranger.rest()
                .post(
                        path(merged) + "/forwards",
                        Map.of("clientId", clientId(), "from", elsewhere, "seqs", List.of(2), "title", "look"))
                .expect(201);
        assertThat(client.content(fourth, id).statusCode()).isEqualTo(200);
    }

    @Test
    void onlyWhatOneMaySeeAndIsCompleteIsSent() {
        String theirs = client.upload(stranger, "file", "a.txt", "secret".getBytes(UTF_8));
        String unfinished = client.begin(anna, "file", "b.txt", 10);
        String picture = client.upload(anna, "image", "c.png", SamplePictures.of("png", 4, 4));

        assertThat(MediaClient.carry(anna, chat, "file", theirs)).isEqualTo(422);
        assertThat(MediaClient.carry(anna, chat, "file", unfinished)).isEqualTo(422);
        assertThat(MediaClient.carry(anna, chat, "file", picture)).isEqualTo(422);
        assertThat(MediaClient.carry(anna, chat, "file", "12345")).isEqualTo(422);
        assertThat(MediaClient.carry(anna, chat, "file", "../../etc/passwd")).isEqualTo(422);
        assertThat(client.content(bo, theirs).statusCode()).isEqualTo(404);
    }

    @Test
    void aRetryIsTheSameMessageAndAMessageIsNotEdited() {
        String id = client.upload(anna, "image", "c.png", SamplePictures.of("png", 4, 4));
        Map<String, Object> message = Map.of("clientId", clientId(), "kind", "image", "body", Map.of("mediaId", id));

        long seq = anna.rest()
                .post(path(chat) + "/messages", message)
                .expect(201)
                .json()
                .at("/seq")
                .asLong();
        assertThat(anna.rest()
                        .post(path(chat) + "/messages", message)
                        .expect(200)
                        .json()
                        .at("/seq")
                        .asLong())
                .isEqualTo(seq);
        assertThat(anna.rest()
                        .patch(
                                path(chat) + "/messages/" + seq,
                                Map.of("clientId", clientId(), "body", Map.of("mediaId", id)))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void whatWasRecalledIsSeenByItsOwnerOnlyWhoMayTakeItBack() {
        String id = client.upload(anna, "file", "a.txt", "wrong chat".getBytes(UTF_8));
        MediaClient.carry(anna, chat, "file", id);
        assertThat(client.content(bo, id).statusCode()).isEqualTo(200);
        assertThat(anna.rest().delete("/v1/media/" + id).status()).isEqualTo(409);
        long seq = MediaClient.last(bo, chat).at("/seq").asLong();

        anna.rest().delete(path(chat) + "/messages/" + seq).expect(200);

        await().until(() -> client.content(bo, id).statusCode() == 404);
        assertThat(client.content(anna, id).statusCode()).isEqualTo(200);
        anna.rest().delete("/v1/media/" + id).expect(204);
        assertThat(client.content(anna, id).statusCode()).isEqualTo(404);
    }

    /// A recording of nothing, of a tenth of a second.
    private static byte[] wave() {
        return ByteBuffer.allocate(44 + 800)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(UTF_8))
                .putInt(36 + 800)
                .put("WAVEfmt ".getBytes(UTF_8))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(8_000)
                .putInt(8_000)
                .putShort((short) 1)
                .putShort((short) 8)
                .put("data".getBytes(UTF_8))
                .putInt(800)
                .array();
    }

    private String group(String title, TestUser... members) {
        return group(anna, title, members);
    }

    private static String group(TestUser owner, String title, TestUser... members) {
        String id = Chats.group(owner, title, members).expect(201).text("/id");
        for (TestUser member : members) {
            await().until(() -> member.rest().get(path(id)).status() == 200);
        }
        return id;
    }

    private static String clientId() {
        return UUID.randomUUID().toString();
    }

    private static String path(String conversation) {
        return "/v1/conversations/" + conversation;
    }
}
