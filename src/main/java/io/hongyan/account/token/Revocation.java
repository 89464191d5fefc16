package io.hongyan.account.token;

import io.hongyan.streams.id.DeviceId;

/// From now on only tokens of at least this generation are good on this device. Public for Jdbi only.
///
/// @param disabled whether that is so because the account is disabled
/// @param replaced whether it made room for another device of its kind
public record Revocation(DeviceId id, long generation, boolean disabled, boolean replaced) {}
