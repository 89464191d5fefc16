package io.hongyan.bench;

import io.hongyan.bench.chart.Pictures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `bench plot`: pictures of figures that were kept with `--json`.
@Command(name = "plot", description = "Draws pictures of figures that were kept with --json.")
final class PlotCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The figures; of equal ones the latest count.")
    private Path journal = Path.of("");

    @Option(
            names = "--to",
            paramLabel = "DIR",
            defaultValue = "docs",
            description = "Where the pictures go; ${DEFAULT-VALUE} if not given.")
    private Path folder = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the specification");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            Pictures.draw(journal, folder).forEach(out::println);
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException("The pictures can't be drawn: " + e, e);
        }
    }
}
