package io.hongyan.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who hears a feed, in the order in which they were added. Thread-safe.
///
/// One that fails is logged and doesn't keep the record from the others, nor the answer from whoever waits.
final class Listeners<T> {

    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private final List<T> listeners = new CopyOnWriteArrayList<>();

    void add(T listener) {
        listeners.add(listener);
    }

    void tell(Consumer<T> call) {
        for (T listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                log.error(
                        "{} failed to hear a record of the log",
                        listener.getClass().getName(),
                        e);
            }
        }
    }
}
