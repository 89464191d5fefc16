package io.hongyan.log;

import io.hongyan.error.HongyanException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/// Waits for one answer on the thread that asked.
public final class Asking<T> implements Reply<T> {

    private final CompletableFuture<T> answer = new CompletableFuture<>();

    private Asking() {}

    /// Has `question` asked, and waits for its answer, which comes for certain: after a while it is a timeout.
    ///
    /// @throws HongyanException as it was told
    public static <T> T ask(Consumer<Reply<T>> question) {
        Asking<T> asking = new Asking<>();
        question.accept(asking);
        return asking.await();
    }

    @Override
    public void answered(T answer) {
        this.answer.complete(answer);
    }

    @Override
    public void failed(HongyanException problem) {
        answer.completeExceptionally(problem);
    }

    private T await() {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof HongyanException problem ? problem : e;
        }
    }
}
