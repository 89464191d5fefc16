package io.hongyan.account.token;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.hongyan.streams.id.DeviceId;

/// One client of a person, as its owner sees it.
///
/// @param generation tokens of a lower generation are revoked
public record Device(
        DeviceId id,
        DeviceKind kind,
        String name,
        @JsonIgnore long generation) {}
