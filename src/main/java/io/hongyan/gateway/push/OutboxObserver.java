package io.hongyan.gateway.push;

/// Hears what becomes of the entries that were pushed to an outbox.
public interface OutboxObserver {

    /// An entry is being written.
    void pushed(PushedEntry entry);

    /// The entries that waited gave way to `heads`.
    void fellBehind();
}
