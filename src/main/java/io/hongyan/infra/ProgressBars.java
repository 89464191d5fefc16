package io.hongyan.infra;

import java.io.Console;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Shows on a terminal how far a command has come: a bar for each task.
public final class ProgressBars implements Progress {

    private static final int EVERY_MILLIS = 200;

    private @Nullable ProgressBar bar;

    private ProgressBars() {}

    /// Bars where somebody watches a terminal, and nothing where the output goes elsewhere.
    @SuppressWarnings(
            "SystemConsoleNull") // It is null where neither input nor output is a terminal, since Java 25 too.
    public static Progress onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal() ? new ProgressBars() : Progress.UNSEEN;
    }

    @Override
    public void begin(String task, long steps) {
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .setUpdateIntervalMillis(EVERY_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
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
}
