package io.hongyan.sdk.outbox;

import io.hongyan.sdk.model.Outgoing;
import java.util.List;

/// Messages that were sent and have no final answer yet, in the order in which they were added.
///
/// A message is stored when [#add] returns, and until [#remove] is called; an outbox that lasts gives it again after
/// the application was started anew. Failing to store is an [OutboxException]. Implementations are thread-safe.
public interface Outbox extends AutoCloseable {

    /// Stores a message.
    ///
    /// @throws IllegalArgumentException if there is one of that `clientId`
    void add(Outgoing message);

    /// Forgets a message; nothing happens if there is none of that `clientId`.
    void remove(String clientId);

    /// All messages, the oldest first.
    List<Outgoing> waiting();

    @Override
    void close();
}
