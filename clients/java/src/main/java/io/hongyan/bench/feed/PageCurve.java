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
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;

/// What a page of the home timeline costs over how many authors its reader follows, under each strategy.
///
/// All readers follow the first so many of the same authors, of whom each has posted under the strategy.
public final class PageCurve implements Part {

    private static final int AT_ONCE = 8;
    private static final int POSTS = 2;
    private static final int PAGES = 300;

    private final List<Integer> sizes;
    private final DataFolder folder;
    private final PrintWriter out;

    public PageCurve(List<Integer> sizes, DataFolder folder, PrintWriter out) {
        this.sizes = sizes.stream().sorted().toList();
        this.folder = folder;
        this.out = out;
    }

    /// One point; both costs are of a page of 50 posts.
    record Result(String strategy, int followed, Latency page, double cpuMillisAPage) {}

    @Override
    public void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        List<Participant> readers = stage.people(sizes.size());
        List<Author> authors = stage
                .people(sizes.stream().max(Comparator.naturalOrder()).orElse(0))
                .stream()
                .map(Author::new)
                .toList();
        for (int i = 0; i < sizes.size(); i++) {
            Participant reader = readers.get(i);
            Crew.each(
                    authors.subList(0, sizes.get(i)),
                    AT_ONCE,
                    author -> author.isFollowedBy(List.of(reader), stage),
                    stage.progress(),
                    "following");
        }
        out.printf("%nA page of the home timeline over how many its reader follows%n");
        out.printf("%-8s %9s %9s %8s %8s %8s%n", "strategy", "followed", "page p50", "p99", "max", "CPU ms");
        for (Mode mode : List.of(Mode.WRITE, Mode.HYBRID, Mode.READ)) {
            Crew.Work<Author> posting = author -> {
                author.go(mode, stage);
                for (int i = 0; i < POSTS; i++) {
                    author.post();
                }
            };
            Crew.each(authors, AT_ONCE, posting, stage.progress(), "posting, " + mode.label());
            for (int i = 0; i < sizes.size(); i++) {
                Result result = measure(stage, mode, readers.get(i), authors.subList(0, sizes.get(i)));
                print(result);
                journal.append("feed.page", result);
            }
        }
    }

    private Result measure(Stage stage, Mode mode, Participant reader, List<Author> followed)
            throws IOException, InterruptedException {
        String newest = followed.get(0).post();
        try (Notes notes = Notes.open(folder)) {
            notes.await(stage.faults());
        }
        int all = followed.stream().mapToInt(Author::posts).sum();
        Readers.Pages pages = new Readers(List.of(reader)).read(stage, PAGES, all, newest);
        return new Result(mode.label(), followed.size(), pages.page(), pages.cpuMillis());
    }

    private void print(Result result) {
        out.printf(
                "%-8s %9d %9s %8s %8s %8s%n",
                result.strategy(),
                result.followed(),
                Report.round(result.page().p50()),
                Report.round(result.page().p99()),
                Report.round(result.page().max()),
                Report.round(result.cpuMillisAPage()));
        out.flush();
    }
}
