package io.hongyan.sdk.session;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/// The one thread on which a session happens, and its time.
///
/// [#execute], [#after] and [#block] may be called from any thread.
public interface Loop {

    /// Runs a task on the thread, after those that came before.
    void execute(Runnable task);

    /// Runs a task on the thread, not before `delay` has passed.
    Timer after(Duration delay, Runnable task);

    /// Makes a call that blocks elsewhere, and hands what came of it to the thread.
    <T> void block(Callable<T> call, Consumer<T> done, Consumer<Exception> failed);

    /// Time that only goes forward.
    long nanoTime();

    /// A task to come.
    interface Timer {

        /// Lets it not come; too late if it came.
        void cancel();
    }
}
