package io.hongyan.infra;

import java.io.IOException;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Shows on a terminal how far a command has come: a bar for each task, on standard error, which goes when the task is
/// done.
public final class ProgressBars implements Progress {

    private static final int EVERY_MILLIS = 500;

    /// Given, because to ask the terminal for its own the library starts a process, each time.
    private static final int WIDTH = 79;

    private @Nullable ProgressBar bar;

    private ProgressBars() {}

    /// Bars where somebody watches a terminal, and nothing where standard error goes elsewhere.
    public static Progress onTerminal() {
        return isTerminal() ? new ProgressBars() : Progress.UNSEEN;
    }

    /// Asks POSIX's own program, which inherits what it is asked of: the JVM has a console only where standard input is
    /// a terminal too, and that of a launched server is the launcher's pipe.
    private static boolean isTerminal() {
        try {
            return new ProcessBuilder("test", "-t", "2")
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            // Without that program there is none that shows bars either.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void begin(String task, long steps) {
        end();
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .setUpdateIntervalMillis(EVERY_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new Line())
                .build();
    }

    @Override
    public void advance(long steps) {
        if (bar != null) {
            bar.stepBy(steps);
        }
    }

    @Override
    public void end() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    /// The line that a bar is drawn on, and that what is printed next begins on.
    private static final class Line extends ConsoleProgressBarConsumer {

        Line() {
            super(System.err, WIDTH);
        }

        @Override
        public void close() {
            clear();
            accept("");
        }
    }
}
