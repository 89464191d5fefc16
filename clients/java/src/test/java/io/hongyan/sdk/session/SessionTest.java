package io.hongyan.sdk.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongyan.sdk.frame.ClientFrame;
import io.hongyan.sdk.frame.ServerFrame;
import io.hongyan.sdk.model.Acknowledgement;
import io.hongyan.sdk.model.Counts;
import io.hongyan.sdk.model.Destination;
import io.hongyan.sdk.model.Draft;
import io.hongyan.sdk.model.Event;
import io.hongyan.sdk.model.Marked;
import io.hongyan.sdk.model.Outgoing;
import io.hongyan.sdk.model.Problem;
import io.hongyan.sdk.model.ProblemException;
import io.hongyan.sdk.model.UnavailableException;
import io.hongyan.sdk.model.Unread;
import io.hongyan.sdk.rest.AccessToken;
import io.hongyan.sdk.rest.TokenSource;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static io.hongyan.sdk.session.FakeServer.frame;
import static io.hongyan.sdk.session.FakeServer.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A session with a server that can be made to fail in every way, in a time of its own.
final class SessionTest {

    private static final Duration SOON = Duration.ofMillis(100);
    private static final TokenSource TOKEN = TokenSource.of("token-1");

    private final VirtualLoop loop = new VirtualLoop();
    private final FakeServer server = new FakeServer(loop);
    private final Device device = new Device(loop, server, TOKEN);

    private void connect() {
        device.session.start();
        loop.pass(SOON);
    }

    /// Cuts the connection, and waits for the next one to be in order.
    private void reconnect() {
        server.cut();
        loop.pass(Duration.ofSeconds(2));
    }

    private static boolean isSend(JsonNode frame) {
        return frame.get("t").asText().equals("send");
    }

    @Nested
    final class Sending {

        @Test
        void isAcknowledgedAndLeavesTheOutbox() {
            server.append("71", "6", null, "first");
            connect();

            CompletableFuture<Acknowledgement> sent = device.send("71", "hello");
            assertThat(device.outbox.waiting()).hasSize(1);
            loop.pass(SOON);

            assertThat(sent).isCompletedWithValueMatching(ok -> ok.seq() == 3 && !ok.duplicate());
            assertThat(device.outbox.waiting()).isEmpty();
            assertThat(device.texts("71")).containsExactly("first", "hello");
        }

        @Test
        void happensAgainUnderTheSameIdWhenNoAnswerComes() {
            connect();
            server.toDevice = frame -> frame.get("t").asText().equals("ok") ? null : frame;
            CompletableFuture<Acknowledgement> sent = device.send("71", "hello");
            loop.pass(Duration.ofSeconds(10));
            assertThat(sent).isNotDone();

            server.toDevice = frame -> frame;
            loop.pass(Duration.ofSeconds(2));

            assertThat(sent).isCompletedWithValueMatching(Acknowledgement::duplicate);
            assertThat(server.sends()).hasSize(2).containsOnly(server.sends().get(0));
            assertThat(device.texts("71")).containsExactly("hello");
        }

        @Test
        void goesOnOverTheNextSocketAtOnce() {
            connect();
            server.instead = frame -> {
                if (isSend(frame)) {
                    server.cut();
                }
                return null;
            };
            CompletableFuture<Acknowledgement> sent = device.send("71", "hello");
            loop.pass(SOON);
            server.instead = frame -> null;
            loop.pass(Duration.ofSeconds(2));

            assertThat(sent).isCompletedWithValueMatching(ok -> ok.seq() == 2);
            assertThat(server.sends()).hasSize(2).containsOnly(server.sends().get(0));
        }

        @Test
        void startsWithWhatAnEarlierProcessLeft() {
            Outgoing left = Outgoing.of(
                    "0193c2a0-0000-7000-8000-000000000001", Draft.text(Destination.user("6"), "from before"));
            device.outbox.add(left);

            connect();

            assertThat(server.sends()).containsExactly(left.clientId());
            assertThat(device.outbox.waiting()).isEmpty();
            assertThat(device.texts("direct-6")).containsExactly("from before");
        }

        @Test
        void endsWithAFinalRefusalAndGoesOnWithTheNext() {
            connect();
            server.instead = frame ->
                    isSend(frame) && frame.at("/body/text").asText().equals("bad") ? refused("notMember") : null;

            CompletableFuture<Acknowledgement> bad = device.send("71", "bad");
            CompletableFuture<Acknowledgement> good = device.send("71", "good");
            loop.pass(SOON);

            assertThatThrownBy(bad::join).hasCauseInstanceOf(ProblemException.class);
            assertThat(good).isCompleted();
            assertThat(device.outbox.waiting()).isEmpty();
        }

        @Test
        void waitsAsLongAsTheServerAsksAndKeepsTheOrder() {
            connect();
            ObjectNode busy = refused("rateLimited");
            ((ObjectNode) busy.get("error")).put("retryAfterMs", 250);
            server.instead = frame -> isSend(frame) && server.sends().size() == 1 ? busy : null;

            device.send("71", "one");
            device.send("71", "two");
            device.send("72", "elsewhere");
            loop.pass(SOON);
            assertThat(device.texts("72")).containsExactly("elsewhere");
            assertThat(device.texts("71")).isEmpty();
            loop.pass(Duration.ofMillis(250));

            assertThat(device.texts("71")).containsExactly("one", "two");
        }

        @Test
        void takesALateAnswerToAnEarlierTry() {
            connect();
            server.instead = frame -> isSend(frame) ? frame("nothing") : null;
            CompletableFuture<Acknowledgement> sent = device.send("71", "hello");
            loop.pass(Duration.ofSeconds(10));

            server.write(frame("ok")
                    .put("r", 1)
                    .put("conversationId", "71")
                    .put("clientId", server.sends().get(0))
                    .put("messageId", "m")
                    .put("seq", 2)
                    .put("ordinal", 1)
                    .put("at", "2026-11-21T12:00:00.000Z")
                    .put("duplicate", false));
            loop.pass(SOON);

            assertThat(sent).isCompleted();
            assertThat(device.outbox.waiting()).isEmpty();
        }

        @Test
        void givesIdsTheServersTime() {
            connect();
            device.send("71", "hello");
            loop.pass(SOON);

            long time = UUID.fromString(server.sends().get(0)).getMostSignificantBits() >>> 16;
            assertThat(time).isCloseTo(loop.clock(Duration.ZERO).millis(), Offset.offset(1_000L));
        }

        @Test
        void refusesWhatNoServerTakesBeforeItIsInTheOutbox() {
            connect();

            assertThatIllegalArgumentException().isThrownBy(() -> device.send("71", "a\u0000b"));
            assertThat(device.outbox.waiting()).isEmpty();
        }

        @Test
        void leavesInTheOutboxWhatIsNotAcknowledgedWhenItIsClosed() {
            connect();
            server.down = true;
            server.cut();
            CompletableFuture<Acknowledgement> sent = device.send("71", "hello");

            device.session.close();
            loop.pass(SOON);

            assertThatThrownBy(sent::join).hasCauseInstanceOf(UnavailableException.class);
            assertThat(device.outbox.waiting()).hasSize(1);
            assertThatIllegalStateException().isThrownBy(() -> device.send("71", "more"));
        }
    }

    @Nested
    final class Connecting {

        @Test
        void isTriedAfterOneThreeAndFiveSecondsThenWithinThirty() {
            server.down = true;
            device.session.start();
            loop.pass(Duration.ofMinutes(3));

            List<Duration> attempts = server.attempts;
            assertThat(attempts.get(1).minus(attempts.get(0)).toSeconds()).isEqualTo(1);
            assertThat(attempts.get(2).minus(attempts.get(1)).toSeconds()).isEqualTo(3);
            assertThat(attempts.get(3).minus(attempts.get(2)).toSeconds()).isEqualTo(5);
            for (int i = 4; i < attempts.size(); i++) {
                assertThat(attempts.get(i).minus(attempts.get(i - 1))).isLessThanOrEqualTo(Duration.ofMillis(30_010));
            }
            assertThat(attempts.size()).isGreaterThan(7);
        }

        @Test
        void happensAgainWhenTheServerIsSilent() {
            connect();
            server.toDevice = frame -> null;

            loop.pass(Duration.ofSeconds(80));

            assertThat(server.attempts).hasSizeGreaterThan(1);
            assertThat(device.heard(Event.Disconnected.class).get(0).reason()).contains("silent");
        }

        @Test
        void waitsAsLongAsADrainingServerAsks() {
            connect();
            server.write(frame("bye").put("code", "drain").put("retryAfterMs", 7_000));
            loop.pass(SOON);
            Duration cut = loop.elapsed();
            server.cut(4503);
            loop.pass(Duration.ofSeconds(8));

            assertThat(server.attempts.get(1).minus(cut)).isEqualTo(Duration.ofSeconds(7));
        }

        @Test
        void endsWhenTheSameDeviceConnectedElsewhere() {
            connect();

            server.cut(4409);
            loop.pass(Duration.ofMinutes(2));

            assertThat(server.attempts).hasSize(1);
            assertThat(device.heard(Event.Closed.class)).hasSize(1);
        }

        @Test
        void passesOverFramesThatItDoesNotKnow() {
            connect();

            server.write(frame("confetti").put("colours", 3));
            server.say("71", "still here");
            loop.pass(SOON);

            assertThat(device.texts("71")).containsExactly("still here");
            assertThat(server.attempts).hasSize(1);
        }

        @Test
        void comesAgainAfterSomethingUnreadable() {
            connect();

            server.write(frame("heads").put("heads", 7));
            loop.pass(Duration.ofSeconds(2));

            assertThat(server.attempts).hasSize(2);
            assertThat(server.isConnected()).isTrue();
        }
    }

    @Nested
    final class Tokens {

        private final HashSet<String> given = new HashSet<>();
        private int last = 0;

        private AccessToken next(@Nullable AccessToken spent) {
            if (last == 0 || spent != null) {
                last++;
                given.add("token-" + last);
            }
            return new AccessToken(
                    "token-" + last, loop.clock(Duration.ZERO).instant().plusSeconds(300));
        }

        @Test
        void areRenewedWithoutANewSocket() {
            Device other = new Device(loop, server, this::next);
            other.session.start();
            loop.pass(SOON);

            server.goodToken = "token-2";
            loop.pass(Duration.ofSeconds(299));

            assertThat(server.heard)
                    .filteredOn(frame -> frame.get("t").asText().equals("auth"))
                    .singleElement()
                    .satisfies(frame -> assertThat(frame.get("token").asText()).isEqualTo("token-2"));
            assertThat(server.attempts).hasSize(1);
        }

        @Test
        void areReplacedWhenTheyAreRefused() {
            server.goodToken = "token-2";
            Device other = new Device(loop, server, this::next);
            other.session.start();
            loop.pass(Duration.ofSeconds(2));

            assertThat(server.isConnected()).isTrue();
            assertThat(given).containsExactlyInAnyOrder("token-1", "token-2");
        }

        @Test
        void endTheSessionWhenThereAreNoneAnyMore() {
            connect();
            server.goodToken = "another";

            server.cut(4401);
            loop.pass(Duration.ofMinutes(2));

            assertThat(device.heard(Event.Closed.class))
                    .singleElement()
                    .satisfies(closed -> assertThat(closed.failure()).isInstanceOf(ProblemException.class));
            assertThat(server.attempts).hasSize(1);
        }

        @Test
        void areAskedForAgainWhenWhoeverGivesThemCannotBeReached() {
            int[] asked = {0};
            Device other = new Device(loop, server, spent -> {
                asked[0]++;
                if (asked[0] < 3) {
                    throw new UnavailableException("no answer");
                }
                return new AccessToken("token-1", null);
            });
            other.session.start();
            loop.pass(Duration.ofSeconds(5));

            assertThat(server.isConnected()).isTrue();
            assertThat(asked[0]).isEqualTo(3);
        }
    }

    @Nested
    final class Calling {

        private CompletableFuture<Marked> read() {
            return device.session.call(
                    r -> new ClientFrame.Read(r, "71", 2),
                    answer -> answer instanceof ServerFrame.MarkOk ok ? Optional.of(ok.marked()) : Optional.empty());
        }

        @Test
        void isAnsweredOverWhicheverSocketThereIs() {
            connect();
            server.down = true;
            server.cut();
            CompletableFuture<Marked> marked = read();
            loop.pass(Duration.ofSeconds(2));
            assertThat(marked).isNotDone();

            server.down = false;
            loop.pass(Duration.ofSeconds(5));

            assertThat(marked).isCompletedWithValue(new Marked(0, 0, new Counts(0, 0), 50));
        }

        @Test
        void changesTheCountsThatAreKnown() {
            server.unread = new Unread(new Counts(3, 0), List.of(new Unread.Item("71", 3, 0, false)), 7);
            connect();

            read();
            loop.pass(SOON);

            assertThat(device.heard(Event.UnreadChanged.class))
                    .extracting(Event.UnreadChanged::unread)
                    .containsExactly(server.unread, new Unread(new Counts(0, 0), List.of(), 50));
        }

        @Test
        void failsWithWhatTheServerRefuses() {
            connect();
            server.instead = frame -> frame.get("t").asText().equals("read") ? refused("notFound") : null;

            CompletableFuture<Marked> marked = read();
            loop.pass(SOON);

            assertThatThrownBy(marked::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refusal -> assertThat(refusal.problem())
                                    .extracting(Problem::code)
                                    .isEqualTo("notFound"));
        }

        @Test
        void failsWhenNoAnswerCameInThirtySeconds() {
            connect();
            server.down = true;
            server.cut();

            CompletableFuture<Marked> marked = read();
            loop.pass(Duration.ofSeconds(31));

            assertThatThrownBy(marked::join).hasCauseInstanceOf(UnavailableException.class);
        }
    }

    @Nested
    final class Counting {

        private void counts(long unread, long version) {
            ObjectNode counts = frame("unread").put("version", version);
            counts.putArray("conversations")
                    .addObject()
                    .put("id", "71")
                    .put("unread", unread)
                    .put("mentions", 0)
                    .put("muted", false);
            counts.putObject("total").put("unread", unread).put("mentions", 0);
            server.write(counts);
        }

        @Test
        void goesForwardOnly() {
            connect();

            counts(3, 10);
            counts(2, 9);
            counts(9, 10);
            counts(4, 11);
            loop.pass(SOON);

            assertThat(device.heard(Event.UnreadChanged.class))
                    .extracting(event -> event.unread().total().unread())
                    .containsExactly(0L, 3L, 4L);
        }

        @Test
        void beginsAnewAfterEveryConnection() {
            connect();
            server.unread = new Unread(new Counts(5, 1), List.of(new Unread.Item("71", 5, 1, false)), 20);

            reconnect();

            List<Event.UnreadChanged> heard = device.heard(Event.UnreadChanged.class);
            assertThat(heard.get(heard.size() - 1).unread()).isEqualTo(server.unread);
        }
    }
}
