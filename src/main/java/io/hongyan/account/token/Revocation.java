package io.hongyan.account.token;

import io.hongyan.streams.id.DeviceId;

/// From now on only tokens of at least this generation are good on this device. Public for Jdbi only.
public record Revocation(DeviceId id, long generation) {}
