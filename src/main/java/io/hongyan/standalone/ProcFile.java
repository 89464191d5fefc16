package io.hongyan.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The one-line files of `/proc`.
final class ProcFile {

    private ProcFile() {}

    /// The line, read at once: a file under `/proc/sys` has nothing for a second read, and it claims to be empty, so
    /// that [Files#readString] starts with one byte and gets no more.
    static String line(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String line = reader.readLine();
            if (line == null) {
                throw new IOException(file + " is empty");
            }
            return line;
        }
    }
}
