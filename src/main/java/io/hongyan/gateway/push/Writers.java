package io.hongyan.gateway.push;

/// Has outboxes write, on threads that nothing else needs.
public interface Writers {

    /// What a write is there for.
    enum Purpose {
        /// Somebody waits for an answer that is in it.
        ANSWER,
        PUSH
    }

    /// Calls `write`, which mustn't wait for anybody, soon and on another thread.
    void execute(Runnable write, Purpose purpose);
}
