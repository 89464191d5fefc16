package io.hongyan.client;

/// An account that an administrator has made, and the calls on its behalf.
public record MadeAccount(String userId, String name, String deviceId, Api api) {}
