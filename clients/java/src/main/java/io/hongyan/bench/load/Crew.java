package io.hongyan.bench.load;

import io.hongyan.client.ClientFailure;
import io.hongyan.infra.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Does the same for many, a few at once: what is waited for is the server, not a turn.
public final class Crew {

    private Crew() {}

    /// What is done for each.
    public interface Work<T> {

        void on(T each) throws IOException, InterruptedException;
    }

    /// Returns when all is done, or with the first failure.
    public static <T> void each(List<T> all, int atOnce, Work<T> work) throws IOException, InterruptedException {
        each(all, atOnce, work, Progress.UNSEEN, "");
    }

    /// The same, and tells `progress` how many of `task` are done.
    public static <T> void each(List<T> all, int atOnce, Work<T> work, Progress progress, String task)
            throws IOException, InterruptedException {
        progress.begin(task, all.size());
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<Void>> done = new ArrayList<>();
            for (T each : all) {
                done.add(threads.submit(() -> {
                    work.on(each);
                    return null;
                }));
            }
            for (Future<Void> one : done) {
                one.get();
                progress.advance(1);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ClientFailure failure) {
                throw failure;
            }
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        } finally {
            progress.end();
            threads.shutdownNow();
        }
    }
}
