package io.hongyan.importing;

import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The records of a CSV file, and in which line each begins: Jackson counts records, and one may be several lines long.
/// Used by one thread.
final class CsvLines {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final BufferedReader text;
    private long read;
    private long number;

    CsvLines(BufferedReader text) {
        this.text = text;
    }

    /// The line in which the last record began, from 1.
    long number() {
        return number;
    }

    /// The next record, without the end of its line; empty lines are none. Null at the end.
    @Nullable
    String next() throws IOException {
        String line = readLine();
        while (line != null && line.isBlank()) {
            line = readLine();
        }
        number = read;
        if (line == null) {
            return null;
        }
        StringBuilder record = new StringBuilder(line);
        // A quotation mark within quotes is written twice, so it doesn't change whether their number is even.
        while (record.chars().filter(c -> c == '"').count() % 2 == 1) {
            String more = readLine();
            if (more == null) {
                break;
            }
            record.append('\n').append(more);
        }
        return record.toString();
    }

    private @Nullable String readLine() throws IOException {
        String line = text.readLine();
        read++;
        return line != null && read == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
    }
}
