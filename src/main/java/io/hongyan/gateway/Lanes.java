package io.hongyan.gateway;

import io.hongyan.gateway.push.Lane;
import java.util.concurrent.Executor;

/// Where one socket's requests wait for what blocks: each kind in its own order, and none stops the reading of the
/// socket or another kind.
record Lanes(Lane sends, Lane marks, Lane reads) {

    static Lanes on(Executor executor) {
        return new Lanes(new Lane(executor), new Lane(executor), new Lane(executor));
    }
}
