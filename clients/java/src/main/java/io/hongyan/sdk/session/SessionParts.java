package io.hongyan.sdk.session;

import io.hongyan.sdk.model.Event;
import io.hongyan.sdk.outbox.ClientIds;
import io.hongyan.sdk.outbox.Outbox;
import io.hongyan.sdk.rest.TokenSource;
import io.hongyan.sdk.timeline.Progress;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// What a session is made of and lives in.
///
/// @param completions runs what an application hangs on futures
/// @param history how many entries of each conversation a device that knows nothing begins with
public record SessionParts(
        Loop loop,
        Connector connector,
        Deliveries deliveries,
        Executor completions,
        TokenSource tokens,
        Directory directory,
        Outbox outbox,
        Progress progress,
        ClientIds ids,
        RandomGenerator random,
        Consumer<Event> listener,
        int history) {}
