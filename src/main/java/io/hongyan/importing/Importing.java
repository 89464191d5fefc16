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
                progress.begin(kind.key(), bytes);
                Tally tally = new Tally(target);
                for (Path file : files) {
                    new Rows(progress).read(file, kind, tally::take);
                }
                tally.flush();
                progress.end();
                tally.print(kind);
                rejected += tally.rejected;
            }
        }
        return rejected;
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
                Target.Outcome outcome = target.store(List.copyOf(waiting), this::reject);
                made += outcome.made();
                there += outcome.there();
                waiting.clear();
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
