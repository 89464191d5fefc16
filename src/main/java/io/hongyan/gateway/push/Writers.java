package io.hongyan.gateway.push;

/// Has outboxes write, on threads that nothing else needs.
public interface Writers {

    /// Calls `write`, which mustn't block, soon and on another thread.
    ///
    /// @param answers whether somebody waits for an answer that is in it
    void execute(Runnable write, boolean answers);
}
