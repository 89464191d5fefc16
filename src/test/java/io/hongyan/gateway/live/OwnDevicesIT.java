package io.hongyan.gateway.live;

import io.hongyan.gateway.frame.CloseCode;
import io.hongyan.gateway.frame.FrameWriter;
import io.hongyan.gateway.frame.ServerFrame;
import io.hongyan.gateway.push.Outbox;
import io.hongyan.gateway.push.OutboxObserver;
import io.hongyan.gateway.push.PushedEntry;
import io.hongyan.gateway.push.Wire;
import io.hongyan.infra.Json;
import io.hongyan.presence.Broadcast;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;
import io.hongyan.testing.TestServer;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.RedisClient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What devices of one person are told on two nodes that share a Redis.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OwnDevicesIT {

    private static final UserId ANNA = new UserId(1);
    private static final UserId BO = new UserId(2);
    private static final DeviceId PHONE = new DeviceId(11);
    private static final DeviceId TABLET = new DeviceId(12);

    private final RedisClient redis = TestServer.shared().redis();
    private final FrameWriter frames = new FrameWriter(Json.mapper());
    private final Broadcast here = new Broadcast(redis);
    private final Broadcast there = new Broadcast(redis);
    private final OwnDevices first = new OwnDevices(here, "own-1", frames);
    private final OwnDevices second = new OwnDevices(there, "own-2", frames);
    private final Device phone = new Device();
    private final Device tablet = new Device();
    private final Device friend = new Device();

    /// A socket that keeps what is written.
    private final class Device implements Wire {

        private final List<String> told = new CopyOnWriteArrayList<>();
        private final Outbox outbox = new Outbox(
                this,
                new Outbox.Means(
                        frames, (write, _) -> write.run(), Runnable::run, new Unobserved(), System::nanoTime, 1 << 20));

        @Override
        public void write(List<ByteBuffer> written, Runnable done) {
            written.forEach(frame -> told.add(UTF_8.decode(frame).toString()));
            done.run();
        }

        @Override
        public void close(CloseCode code) {}

        boolean wasTold(String text) {
            return told.stream().anyMatch(frame -> frame.contains(text));
        }
    }

    private static final class Unobserved implements OutboxObserver {

        @Override
        public void pushed(PushedEntry entry) {}

        @Override
        public void fellBehind() {}
    }

    @BeforeAll
    void connect() {
        here.start();
        there.start();
        first.entered(ANNA, PHONE, phone.outbox);
        second.entered(ANNA, TABLET, tablet.outbox);
        second.entered(BO, PHONE, friend.outbox);
        await("both nodes listen").until(() -> {
            first.tell(ANNA, draft(1, "listen"));
            second.tell(ANNA, draft(2, "listen"));
            first.tell();
            second.tell();
            return phone.wasTold("\"2\"") && tablet.wasTold("\"1\"");
        });
    }

    @AfterAll
    void close() {
        here.stop();
        there.stop();
        redis.close();
    }

    @Test
    void allDevicesOnAllNodesAreToldTheLastButTheOneThatKnows() {
        first.tellOthers(ANNA, PHONE, draft(7, "half"));
        first.tellOthers(ANNA, PHONE, draft(7, "half a goose, with spaces"));
        first.tell(List.of(ANNA, BO), draft(8, "for both"));
        first.tell();

        await().until(() -> tablet.wasTold("for both") && friend.wasTold("for both"));
        assertThat(phone.wasTold("for both")).isTrue();
        assertThat(tablet.wasTold("half a goose, with spaces")).isTrue();
        assertThat(tablet.wasTold("\"half\"")).isFalse();
        assertThat(phone.wasTold("half a goose")).isFalse();
        assertThat(friend.wasTold("half a goose")).isFalse();
    }

    @Test
    void whoeverHasLeftIsToldNothing() {
        Device gone = new Device();
        first.entered(BO, TABLET, gone.outbox);
        first.left(BO, gone.outbox);

        first.tell(BO, draft(9, "too late"));
        first.tell();

        await().until(() -> friend.wasTold("too late"));
        assertThat(gone.told).isEmpty();
    }

    private static ServerFrame.Hint draft(long conversation, String text) {
        return new ServerFrame.Draft(new ConversationId(conversation), text, null, Instant.EPOCH);
    }
}
