package io.hongyan.sdk;

import io.hongyan.sdk.model.Acknowledgement;
import java.util.concurrent.CompletableFuture;

/// A message that is in the outbox, and its acknowledgement to come.
///
/// The future ends with the acknowledgement; with a [io.hongyan.sdk.model.ProblemException] when the server refused the
/// message for good; or with an [io.hongyan.sdk.model.UnavailableException] when the client was closed before either,
/// and then the message stays in the outbox.
public record Sending(String clientId, CompletableFuture<Acknowledgement> acknowledgement) {}
