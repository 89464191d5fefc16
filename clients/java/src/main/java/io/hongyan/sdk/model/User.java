package io.hongyan.sdk.model;

/// A person.
public record User(String id, String name, String displayName) {}
