package io.hongyan.bench.feed;

import io.hongyan.bench.fanout.Mode;
import io.hongyan.bench.fanout.Part;
import io.hongyan.bench.load.Crew;
import io.hongyan.bench.load.Participant;
import io.hongyan.bench.load.Report;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.DataFolder;
import io.hongyan.bench.measure.Journal;
import io.hongyan.bench.measure.Latency;
import io.hongyan.bench.measure.Processes;
import io.hongyan.bench.measure.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.HdrHistogram.Histogram;

/// What a post costs over how many follow its author, under each strategy, and how soon a follower sees it.
///
/// Each author has followers of the same crowd, the first so many of it. The first of the crowd have looked, and have a
/// timeline that posts are written into; the others are passed over by whoever writes, as people are who don't look.
public final class PostCurve implements Part {

    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 8;
    private static final int LOOKING = 10;
    private static final int PAGES = 200;
    private static final int NANOS_A_MICRO = 1_000;
    private static final double NANOS_A_MILLI = 1e6;
    private static final double NANOS_A_SECOND = 1e9;
    private static final double MILLIS_A_SECOND = 1_000;

    private final List<Integer> sizes;
    private final int looked;
    private final int posts;
    private final DataFolder folder;
    private final PrintWriter out;

    /// @param looked how many of the followers at most have looked before
    /// @param posts how many are posted for each point
    public PostCurve(List<Integer> sizes, int looked, int posts, DataFolder folder, PrintWriter out) {
        this.sizes = sizes.stream().sorted().toList();
        this.looked = looked;
        this.posts = posts;
        this.folder = folder;
        this.out = out;
    }

    /// One point, of whose followers `timelines` have looked before. `visible` is from when a post was sent until a
    /// follower was shown it; `writtenMillis` until the last follower's timeline has it, in the middle of all.
    record Result(
            String strategy,
            int followers,
            int timelines,
            Latency answered,
            Latency visible,
            double writtenMillis,
            double cpuMillisAPost,
            double storedKilobytesAPost,
            Latency page,
            double cpuMillisAPage) {}

    /// How long posts took.
    private record Times(Histogram answered, Histogram visible, List<Double> written) {

        static Times none() {
            return new Times(Latency.histogram(), Latency.histogram(), new ArrayList<>());
        }
    }

    @Override
    public void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        List<Participant> crowd =
                stage.people(sizes.stream().max(Comparator.naturalOrder()).orElse(0));
        List<Author> authors =
                stage.people(sizes.size()).stream().map(Author::new).toList();
        stage.progress().begin("followers", sizes.size());
        for (int i = 0; i < sizes.size(); i++) {
            authors.get(i).isFollowedBy(crowd.subList(0, sizes.get(i)), stage);
            stage.progress().advance(1);
        }
        stage.progress().end();
        double followed = (System.nanoTime() - begin) / NANOS_A_SECOND;
        List<Participant> lookers = crowd.subList(0, Math.min(looked, crowd.size()));
        Crew.each(lookers, AT_ONCE, follower -> Readers.look(follower, 1), stage.progress(), "looking");
        out.printf(
                "%nA post over the followers of its author; %d follow after %.0f s, %d have looked after %.0f s%n",
                crowd.size(), followed, lookers.size(), (System.nanoTime() - begin) / NANOS_A_SECOND);
        out.printf(
                "%-8s %9s %10s %8s %11s %8s %10s %8s %10s %9s %8s %8s%n",
                "strategy",
                "followers",
                "answer p50",
                "p99",
                "visible p50",
                "p99",
                "written ms",
                "CPU ms",
                "stored KB",
                "page p50",
                "p99",
                "CPU ms");
        stage.idle(IDLE);
        // In this order nobody goes back to write mode, in which all timelines would have to be made anew first.
        for (Mode mode : List.of(Mode.WRITE, Mode.HYBRID, Mode.READ)) {
            for (int i = 0; i < sizes.size(); i++) {
                Result result = measure(stage, mode, authors, i, crowd.subList(0, Math.min(LOOKING, sizes.get(0))));
                print(result);
                journal.append("feed.post", result);
            }
        }
    }

    /// Those who are looking follow all authors.
    private Result measure(Stage stage, Mode mode, List<Author> authors, int index, List<Participant> looking)
            throws IOException, InterruptedException {
        Author author = authors.get(index);
        author.go(mode, stage);
        try (Notes notes = Notes.open(folder)) {
            follow(stage, author, looking, notes, Times.none());
            Times times = Times.none();
            stage.progress().begin("%s, %d followers".formatted(mode.label(), sizes.get(index)), posts);
            for (int i = 0; i < posts; i++) {
                follow(stage, author, looking, notes, times);
                stage.progress().advance(1);
            }
            stage.progress().end();
            Usage before = stage.processes().usage();
            long begin = System.nanoTime();
            String newest = "";
            for (int i = 0; i < posts; i++) {
                newest = author.post();
            }
            notes.await(stage.faults());
            double seconds = (System.nanoTime() - begin) / NANOS_A_SECOND;
            Usage used = stage.aboveIdle(stage.processes().usage().since(before), seconds);
            int all = authors.stream().mapToInt(Author::posts).sum();
            Readers.Pages pages = new Readers(looking).read(stage, PAGES, all, newest);
            return new Result(
                    mode.label(),
                    sizes.get(index),
                    Math.min(looked, sizes.get(index)),
                    Latency.of(times.answered()),
                    Latency.of(times.visible()),
                    median(times.written()),
                    Processes.sumWithoutGenerator(used.cpuSeconds(posts / MILLIS_A_SECOND)),
                    Processes.sumWithoutGenerator(used.storedKilobytes(posts)),
                    pages.page(),
                    pages.cpuMillis());
        }
    }

    /// Posts, looks until a follower is shown it, and waits until it is everywhere.
    private static void follow(Stage stage, Author author, List<Participant> looking, Notes notes, Times times)
            throws IOException, InterruptedException {
        Participant follower = looking.get(author.posts() % looking.size());
        long begin = System.nanoTime();
        String post = author.post();
        times.answered().recordValue((System.nanoTime() - begin) / NANOS_A_MICRO);
        while (!Readers.look(follower, 1).path(0).path("id").asText().equals(post)) {
            Thread.onSpinWait();
        }
        times.visible().recordValue((System.nanoTime() - begin) / NANOS_A_MICRO);
        notes.await(stage.faults());
        times.written().add((System.nanoTime() - begin) / NANOS_A_MILLI);
    }

    private static double median(List<Double> all) {
        return all.stream().sorted().skip(all.size() / 2).findFirst().orElse(0.0);
    }

    private void print(Result result) {
        out.printf(
                "%-8s %9d %10s %8s %11s %8s %10s %8s %10s %9s %8s %8s%n",
                result.strategy(),
                result.followers(),
                Report.round(result.answered().p50()),
                Report.round(result.answered().p99()),
                Report.round(result.visible().p50()),
                Report.round(result.visible().p99()),
                Report.round(result.writtenMillis()),
                Report.round(result.cpuMillisAPost()),
                Report.round(result.storedKilobytesAPost()),
                Report.round(result.page().p50()),
                Report.round(result.page().p99()),
                Report.round(result.cpuMillisAPage()));
        out.flush();
    }
}
