package io.hongyan.gateway.push;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/// What waits to be written in its turn. Not thread-safe.
final class Backlog {

    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private long bytes;
    private int answers;

    void add(Item item) {
        items.add(item);
        count(item);
    }

    void addFirst(Item item) {
        items.addFirst(item);
        count(item);
    }

    private void count(Item item) {
        bytes += item.size();
        answers += item instanceof Item.Answer ? 1 : 0;
    }

    Writers.Purpose purpose() {
        return answers > 0 ? Writers.Purpose.ANSWER : Writers.Purpose.PUSH;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    void clear() {
        items.clear();
        bytes = 0;
        answers = 0;
    }

    /// Takes the entries out, wherever they stand.
    void removeEntries(Consumer<PushedEntry> removed) {
        Iterator<Item> all = items.iterator();
        while (all.hasNext()) {
            if (all.next() instanceof PushedEntry entry) {
                all.remove();
                bytes -= entry.size();
                removed.accept(entry);
            }
        }
    }

    /// Takes the first items as frames, neighbouring entries in one, until they come to `enough` bytes.
    List<ByteBuffer> take(long enough, Consumer<PushedEntry> taken) {
        List<ByteBuffer> frames = new ArrayList<>();
        List<PushedEntry> entries = new ArrayList<>();
        long before = bytes;
        while (!items.isEmpty() && before - bytes < enough) {
            Item item = items.remove();
            bytes -= item.size();
            switch (item) {
                case PushedEntry entry -> {
                    taken.accept(entry);
                    entries.add(entry);
                }
                case Item.Answer answer -> {
                    answers--;
                    flush(entries, frames);
                    frames.add(ByteBuffer.wrap(answer.frame()));
                }
            }
        }
        flush(entries, frames);
        return frames;
    }

    private static void flush(List<PushedEntry> entries, List<ByteBuffer> frames) {
        if (!entries.isEmpty()) {
            frames.add(PushedEntry.frame(entries));
            entries.clear();
        }
    }
}
