package io.hongyan.bench.fanout;

import io.hongyan.bench.load.Stage;
import io.hongyan.bench.measure.Journal;
import java.io.IOException;

/// One of the questions that a benchmark answers, with people and conversations of its own.
public interface Part {

    void play(Stage stage, Journal journal) throws IOException, InterruptedException;
}
