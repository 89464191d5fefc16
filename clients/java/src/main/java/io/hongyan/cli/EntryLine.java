package io.hongyan.cli;

import io.hongyan.sdk.model.Entry;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// An entry as a line for people.
final class EntryLine {

    private EntryLine() {}

    static String of(Entry entry) {
        return String.format(
                Locale.ROOT,
                "%s %s #%d %s: %s",
                DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                        entry.at().atZone(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS)),
                entry.conversationId(),
                entry.seq(),
                entry.senderId() == null ? "-" : entry.senderId(),
                safe(content(entry)));
    }

    private static String content(Entry entry) {
        if (Boolean.TRUE.equals(entry.recalled())) {
            return "(recalled)";
        }
        return entry.text()
                .orElseGet(() -> "(" + (entry.kind() == null ? entry.type() : entry.kind()) + ") "
                        + (entry.body() == null ? "" : entry.body()));
    }

    /// On one line, and without what steers a terminal: the text is somebody else's.
    private static String safe(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(point -> safe.appendCodePoint(Character.isISOControl(point) ? ' ' : point));
        return safe.toString();
    }
}
