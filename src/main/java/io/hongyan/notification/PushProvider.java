package io.hongyan.notification;

/// Whoever wakes devices. Thread-safe.
public interface PushProvider {

    /// Hands a notification on, and returns when it is taken over. The same may come again, under the same id.
    ///
    /// @throws PushFailure if it isn't taken over
    void push(Notification notification) throws PushFailure;
}
