package io.hongyan.bench.load;

import io.hongyan.client.Requests;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Sends a phase's messages when they are due, whether earlier ones were answered or not: an open loop.
final class Pacer {

    /// What is due within this goes out together: waking up for each message would cost more than sending it.
    private static final long REST_NANOS = 500_000;

    private static final List<String> TEXTS = List.of(
            "Good morning! Did you see the photos from the lake?",
            "早上好，昨天的会议纪要我已经发到群里了，麻烦看一下。",
            "Yes, and the one with the heron is wonderful. Who took it?",
            "好的，收到，下午三点之前给你回复。",
            "Let us meet at ten by the main gate, bring an umbrella just in case ☔",
            "没问题 👍");

    private final Flow flow;
    private final Clock clock;

    Pacer(Flow flow, Clock clock) {
        this.flow = flow;
        this.clock = clock;
    }

    /// Returns when the last message is sent.
    void run() {
        int sent = 0;
        int messages = flow.phase().messages();
        while (sent < messages) {
            long early = flow.due(sent) - System.nanoTime();
            if (early > 0) {
                LockSupport.parkNanos(Math.max(early, REST_NANOS));
            } else {
                send(sent);
                sent++;
            }
        }
    }

    /// Sends message `index`, or sends it again under the same id.
    void send(int index) {
        byte[] frame = Requests.send(
                index,
                flow.room(index).conversationId(),
                flow.clientId(index, clock.millis()),
                TEXTS.get(index % TEXTS.size()),
                List.of());
        flow.sender(index).send(frame);
    }
}
