package io.hongyan.account.token;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a device is.
public enum DeviceKind {
    @JsonProperty("web")
    WEB,
    @JsonProperty("ios")
    IOS,
    @JsonProperty("android")
    ANDROID,
    @JsonProperty("pc")
    PC,
    @JsonProperty("bot")
    BOT
}
