package io.hongyan.bench.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/// Draws the pictures of the documentation, as far as a journal has figures for them.
public final class Pictures {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 520;

    private final Journals journals;
    private final Path folder;
    private final List<Path> drawn = new ArrayList<>();

    private Pictures(Journals journals, Path folder) {
        this.journals = journals;
        this.folder = folder;
    }

    /// Draws into `folder`, and tells which files there are now.
    public static List<Path> draw(Path journal, Path folder) throws IOException {
        Files.createDirectories(folder);
        Pictures pictures = new Pictures(Journals.read(journal), folder);
        pictures.curves();
        pictures.throughput();
        pictures.lists();
        pictures.load();
        pictures.idle();
        pictures.feed();
        return List.copyOf(pictures.drawn);
    }

    /// What a message costs over the size of its group.
    private void curves() throws IOException {
        Collection<JsonNode> points = journals.latest(
                "fanout.curve",
                line -> line.path("strategy").asText() + line.path("members").asInt());
        curve("fanout-cpu", "CPU of server and engines for a message", "ms", points, "members", "cpuMillisAMessage");
        curve(
                "fanout-storage",
                "Stored for a message: Kafka, PostgreSQL's WAL, Redis",
                "KB",
                points,
                "members",
                "storedKilobytesAMessage");
        curve(
                "fanout-last",
                "Until the last member that is online has it, median",
                "ms",
                points,
                "members",
                "lastMillis");
    }

    /// A line for each strategy, of the fields `x` and `y`.
    private void curve(String name, String title, String unit, Collection<JsonNode> points, String x, String y)
            throws IOException {
        List<Series> series = Series.of(
                points,
                line -> line.path("strategy").asText(),
                line -> line.path(x).asDouble(),
                line -> line.path(y).asDouble());
        draw(name, title, x, unit, series, true);
    }

    /// The most deliveries a second that kept their lag flat, over the size of the group.
    private void throughput() throws IOException {
        Collection<JsonNode> points = journals.latest(
                "fanout.throughput",
                line -> line.path("members").asText() + " "
                        + line.path("offeredDeliveriesPerSecond").asText());
        List<Series> series = Series.of(
                points.stream().filter(line -> line.path("flat").asBoolean()).toList(),
                line -> "write",
                line -> line.path("members").asDouble(),
                line -> line.path("inRedisPerSecond").asDouble());
        draw("fanout-throughput", "Deliveries with a flat lag", "members", "deliveries a second", series, true);
    }

    /// A page of the list over how many conversations there are.
    private void lists() throws IOException {
        Collection<JsonNode> points = journals.latest(
                "fanout.list",
                line -> line.path("fanout").asText()
                        + line.path("conversations").asInt());
        List<Series> series = new ArrayList<>();
        for (String percentile : List.of("p50", "p99")) {
            series.addAll(Series.of(
                    points,
                    line -> line.path("fanout").asText() + ", " + percentile,
                    line -> line.path("conversations").asDouble(),
                    line -> line.path("list").path(percentile).asDouble()));
        }
        draw("list", "The newest 50 conversations while messages arrive", "conversations", "ms", series, true);
    }

    /// Latency over load.
    private void load() throws IOException {
        Collection<JsonNode> points = journals.latest(
                "core",
                line -> line.path("phase").asText()
                        + line.path("offeredPerSecond").asDouble());
        List<Series> series = new ArrayList<>();
        for (String percentile : List.of("p50", "p99")) {
            series.addAll(Series.of(
                    points.stream()
                            .filter(line -> line.path("phase").asText().equals("direct"))
                            .toList(),
                    line -> "delivery, " + percentile,
                    line -> line.path("offeredPerSecond").asDouble(),
                    line -> line.path("delivery").path(percentile).asDouble()));
        }
        draw("direct-latency", "Direct messages: delivery over load", "messages a second", "ms", series, false);
    }

    /// Memory over connections.
    private void idle() throws IOException {
        Collection<JsonNode> points = journals.latest(
                "idle", line -> Integer.toString(line.path("connections").asInt()));
        List<Series> series = new ArrayList<>();
        series.addAll(Series.of(
                points,
                line -> "living heap",
                line -> line.path("connections").asDouble(),
                line -> line.path("heapKilobytesAConnection").asDouble()));
        series.addAll(Series.of(
                points,
                line -> "resident",
                line -> line.path("connections").asDouble(),
                line -> line.path("residentKilobytesAConnection").asDouble()));
        draw("idle", "Memory of the server for an idle connection", "connections", "KB", series, false);
    }

    /// A post over the followers of its author, and a page over how many its reader follows.
    private void feed() throws IOException {
        Collection<JsonNode> posts = journals.latest(
                "feed.post",
                line -> line.path("strategy").asText() + line.path("followers").asInt());
        Collection<JsonNode> pages = journals.latest(
                "feed.page",
                line -> line.path("strategy").asText() + line.path("followed").asInt());
        curve("feed-post-cpu", "CPU of server and engines for a post", "ms", posts, "followers", "cpuMillisAPost");
        curve(
                "feed-read-cpu",
                "CPU of server and engines for a page of posts",
                "ms",
                posts,
                "followers",
                "cpuMillisAPage");
        curve(
                "feed-page-cpu",
                "CPU of server and engines for a page of posts",
                "ms",
                pages,
                "followed",
                "cpuMillisAPage");
    }

    private static double decade(OptionalDouble value, DoubleUnaryOperator rounding) {
        return Math.pow(10, rounding.applyAsDouble(Math.log10(value.orElse(1))));
    }

    private void draw(String name, String title, String x, String y, List<Series> all, boolean logarithmicX)
            throws IOException {
        if (all.isEmpty()) {
            return;
        }
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler().setXAxisLogarithmic(logarithmicX);
        chart.getStyler().setYAxisLogarithmic(true);
        // Whole decades, since only these have their number written beside a logarithmic axis.
        chart.getStyler()
                .setYAxisMin(decade(all.stream().mapToDouble(Series::least).min(), Math::floor));
        chart.getStyler()
                .setYAxisMax(decade(all.stream().mapToDouble(Series::most).max(), Math::ceil));
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        for (Series series : all) {
            chart.addSeries(series.name(), series.x(), series.y());
        }
        Path file = folder.resolve(name + ".png");
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG);
        drawn.add(file);
    }
}
