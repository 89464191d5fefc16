package io.hongyan.importing;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The records of a CSV file, and in which line each begins: Jackson counts records, and one may be several lines long.
/// Used by one thread.
///
/// A quotation mark that opens a field and is never closed would take the rest of the file with it. So a record has at
/// most 1,000 lines after its first, or 64 Ki characters; of one that isn't whole by then, or whose quotation marks
/// contradict each other before, only the first line is damaged, and the next record begins in the line after that.
final class CsvLines {

    private static final int MAX_LINES = 1_000;
    private static final int MAX_LENGTH = 64 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final BufferedReader text;

    /// Lines that were read in vain, in search of the end of a record.
    private final Deque<String> ahead = new ArrayDeque<>();

    private long read;

    CsvLines(BufferedReader text) {
        this.text = text;
    }

    /// A record without the end of its line, and the line in which it begins, from 1. Of a damaged one the first line.
    record Entry(long line, String text, boolean damaged) {}

    /// The next record; empty lines are none. Null at the end.
    @Nullable
    Entry next() throws IOException {
        String first = readLine();
        while (first != null && first.isBlank()) {
            first = readLine();
        }
        if (first == null) {
            return null;
        }
        long number = read;
        Place place = Place.FIELD.after(first);
        StringBuilder record = new StringBuilder(first);
        List<String> more = new ArrayList<>();
        while (place == Place.QUOTED && more.size() < MAX_LINES && record.length() - first.length() < MAX_LENGTH) {
            String line = readLine();
            if (line == null) {
                break;
            }
            more.add(line);
            record.append('\n').append(line);
            place = place.after(line);
        }
        if (place == Place.QUOTED || place == Place.NOWHERE) {
            more.reversed().forEach(ahead::addFirst);
            read -= more.size();
            return new Entry(number, first, true);
        }
        return new Entry(number, record.toString(), false);
    }

    private @Nullable String readLine() throws IOException {
        String line = ahead.isEmpty() ? text.readLine() : ahead.removeFirst();
        if (line == null) {
            return null;
        }
        read++;
        return read == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
    }

    /// Where in a record one is, as Jackson sees it: a quotation mark means something only where a field begins, and
    /// from there to its end.
    private enum Place {
        FIELD,
        PLAIN,
        QUOTED,
        QUOTED_MARK,
        CLOSED,
        NOWHERE;

        Place after(String line) {
            Place place = this;
            for (int i = 0; i < line.length(); i++) {
                place = place.after(line.charAt(i));
            }
            return place;
        }

        private Place after(char next) {
            return switch (this) {
                case FIELD -> next == '"' ? QUOTED : plain(next);
                case PLAIN -> plain(next);
                case QUOTED -> next == '"' ? QUOTED_MARK : QUOTED;
                // Written twice, it stands for itself.
                case QUOTED_MARK -> next == '"' ? QUOTED : closed(next);
                case CLOSED -> closed(next);
                case NOWHERE -> NOWHERE;
            };
        }

        private static Place plain(char next) {
            return next == ',' ? FIELD : PLAIN;
        }

        private static Place closed(char next) {
            if (next == ',') {
                return FIELD;
            }
            return next <= ' ' ? CLOSED : NOWHERE;
        }
    }
}
