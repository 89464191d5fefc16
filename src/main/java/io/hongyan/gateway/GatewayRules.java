package io.hongyan.gateway;

import java.time.Duration;

/// The limits of every socket.
record GatewayRules(
        Duration pingInterval,
        Duration helloTimeout,
        Duration tokenGrace,
        Duration stuckAfter,
        Duration drainSpread,
        int maxUnanswered) {}
