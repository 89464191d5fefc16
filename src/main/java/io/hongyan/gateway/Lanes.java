package io.hongyan.gateway;

import io.hongyan.gateway.push.Lane;
import java.util.concurrent.Executor;

/// Where one socket's requests wait for what blocks: each kind in its own order, and none stops the reading of the
/// socket or another kind. Sends keep their order within a conversation, and don't wait for those into another, whose
/// people may have to be asked for at a relation chain that is slow.
record Lanes(KeyedLanes sends, Lane marks, Lane reads) {

    static Lanes on(Executor executor) {
        return new Lanes(new KeyedLanes(executor), new Lane(executor), new Lane(executor));
    }
}
