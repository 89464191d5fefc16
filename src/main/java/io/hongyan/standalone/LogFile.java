package io.hongyan.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

/// What an engine prints, in a file of bounded size.
record LogFile(Path path) {

    static final long LIMIT = 16L << 20;

    private static final int TAIL = 16 << 10;

    private static final Pattern COMPLAINT =
            Pattern.compile("\\b(FATAL|PANIC|ERROR|Fatal error|Can't|Could not|Exception)\\b");

    private static final Pattern EXCEPTION =
            Pattern.compile("(?:Caused by: )?((?:\\w+\\.)+[\\w$]*(?:Exception|Error|Failure)\\b.*)");

    /// Keeps the file below [#LIMIT]: what is too much moves to `NAME.log.1`.
    ///
    /// Copied and cut short rather than renamed, because the engine keeps the file open; it appends, so its next
    /// line lands at the new end.
    void trim() throws IOException {
        if (size() > LIMIT) {
            Files.copy(path, path.resolveSibling(path.getFileName() + ".1"), REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(path, WRITE)) {
                channel.truncate(0);
            }
        }
    }

    long size() throws IOException {
        return Files.exists(path) ? Files.size(path) : 0;
    }

    /// Why the engine ended, as far as its log tells: its last complaint since `start`, with the deepest cause of
    /// the exception that follows it, or else its last line.
    String lastWords(long start) {
        try {
            List<String> lines = tail(start)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("at ") && !line.startsWith("... "))
                    .toList();
            for (int last = lines.size() - 1; last >= 0; last--) {
                if (COMPLAINT.matcher(lines.get(last)).find()) {
                    return lines.get(last) + cause(lines.subList(last + 1, lines.size()));
                }
            }
            return lines.isEmpty() ? "it printed nothing" : lines.getLast();
        } catch (IOException e) {
            return "its log can't be read";
        }
    }

    private static String cause(List<String> following) {
        return following.stream()
                .map(EXCEPTION::matcher)
                .filter(Matcher::matches)
                .map(exception -> ": " + exception.group(1))
                .reduce("", (_, later) -> later);
    }

    private String tail(long start) throws IOException {
        try (FileChannel channel = FileChannel.open(path, READ)) {
            long from = Math.max(Math.min(start, channel.size()), channel.size() - TAIL);
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - from));
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
            return new String(bytes.array(), 0, bytes.position(), UTF_8);
        }
    }
}
