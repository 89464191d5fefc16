package io.hongyan.bench;

import io.hongyan.bench.feed.PageCurve;
import io.hongyan.bench.feed.PostCurve;
import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Journal;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench feed`: who pays for a post, the author or the readers, and how much.
@Command(name = "feed", description = "Posts under write, read and hybrid fan-out: cost, and how soon they are seen.")
final class FeedCommand extends StageCommand {

    @Option(
            names = "--followers",
            paramLabel = "N,N,…",
            defaultValue = "10,100,1000,10000,100000",
            description = "How many follow an author; ${DEFAULT-VALUE} if not given.")
    private String followers = "";

    @Option(
            names = "--looked",
            paramLabel = "N",
            defaultValue = "20000",
            description = "How many of them at most have looked before, and so have a timeline that posts are written"
                    + " into; ${DEFAULT-VALUE} if not given. Having them look takes by far the longest.")
    private int looked;

    @Option(
            names = "--posts",
            defaultValue = "10",
            description = "How many posts are timed, and again how many weighed; ${DEFAULT-VALUE} if not given.")
    private int posts;

    @Option(
            names = "--followed",
            paramLabel = "N,N,…",
            defaultValue = "10,100,1000",
            description = "How many authors a reader follows; ${DEFAULT-VALUE} if not given.")
    private String followed = "";

    @Override
    void play(Stage stage, Journal journal) throws IOException, InterruptedException {
        new PostCurve(Rates.of(followers).whole(), looked, posts, folder(), out()).play(stage, journal);
        new PageCurve(Rates.of(followed).whole(), folder(), out()).play(stage, journal);
    }
}
