package io.hongyan.log;

import io.hongyan.error.HongyanException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Waits for one answer on the thread that asked.
public final class Asking<T> implements Reply<T> {

    private final CompletableFuture<T> answer = new CompletableFuture<>();

    @Override
    public void answered(T answer) {
        this.answer.complete(answer);
    }

    @Override
    public void failed(HongyanException problem) {
        answer.completeExceptionally(problem);
    }

    /// The answer, which comes for certain: after a while it is a timeout.
    ///
    /// @throws HongyanException as it was told
    public T await() {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof HongyanException problem ? problem : e;
        }
    }
}
