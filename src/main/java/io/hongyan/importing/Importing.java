package io.hongyan.importing;

import io.hongyan.infra.Progress;
import io.hongyan.infra.StartFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Brings files in, a kind after the other, and says of every row that it can't take in which it is, and why.
final class Importing {

    private static final int TOGETHER = 500;

    private final Map<Kind, Target> targets;
    private final Progress progress;
    private final PrintStream out;

    Importing(Map<Kind, Target> targets, Progress progress, PrintStream out) {
        this.targets = Map.copyOf(targets);
        this.progress = progress;
        this.out = out;
    }

    /// How many rows were rejected.
    int run(List<Path> files) {
        long bytes = files.stream().mapToLong(Importing::size).sum();
        int rejected = 0;
        for (Kind kind : Kind.values()) {
            Target target = targets.get(kind);
            if (target != null) {
                rejected += bringIn(kind, target, files, bytes);
            }
        }
        return rejected;
    }

    private int bringIn(Kind kind, Target target, List<Path> files, long bytes) {
        progress.begin(kind.key(), bytes);
        Tally tally = new Tally(target);
        Rows rows = new Rows(progress, tally::reject);
        try {
            for (Path file : files) {
                rows.read(file, kind, tally::take);
            }
        } finally {
            // Also what stands before a damage: the message of that says from where on the file isn't read.
            tally.flush();
            progress.end();
            tally.print(kind);
        }
        return tally.rejected;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException unreadable) {
            throw new StartFailure("The file " + file + " can't be read.", unreadable);
        }
    }

    /// The rows of a kind, on their way and done.
    private final class Tally {

        private final Target target;
        private final List<Row> waiting = new ArrayList<>();
        private int made;
        private int there;
        private int rejected;

        Tally(Target target) {
            this.target = target;
        }

        void take(Row row) {
            try {
                target.check(row);
            } catch (Rejected wrong) {
                reject(row, String.valueOf(wrong.getMessage()));
                return;
            }
            waiting.add(row);
            if (waiting.size() == TOGETHER) {
                flush();
            }
        }

        void flush() {
            if (!waiting.isEmpty()) {
                List<Row> rows = List.copyOf(waiting);
                // First, so that rows which can't be stored aren't tried a second time when everything ends.
                waiting.clear();
                Target.Outcome outcome = target.store(rows, this::reject);
                made += outcome.made();
                there += outcome.there();
            }
        }

        void print(Kind kind) {
            if (made + there + rejected > 0) {
                out.printf(
                        Locale.ROOT,
                        "%s: %,d new, %,d there already, %,d rejected%n",
                        kind.key(),
                        made,
                        there,
                        rejected);
            }
        }

        private void reject(Row row, String reason) {
            rejected++;
            out.println(row.complaint(reason));
        }
    }
}
