package io.hongyan.account.device;

import io.hongyan.account.token.DeviceKind;
import io.hongyan.streams.id.DeviceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A device that its owner is logged in on. `push` is the provider by which it is woken, null for none; `current` is
/// the one that asks.
public record ListedDevice(
        DeviceId id,
        DeviceKind kind,
        String name,
        Instant createdAt,
        @Nullable String push,
        boolean current) {}
