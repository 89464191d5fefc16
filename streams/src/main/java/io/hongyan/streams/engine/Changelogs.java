package io.hongyan.streams.engine;

import java.util.Map;

/// The topics that Kafka Streams keeps the stores in.
public final class Changelogs {

    /// Small segments and early compaction keep them short, and so a restart.
    public static final Map<String, String> SETTINGS =
            Map.of("segment.bytes", "16777216", "min.cleanable.dirty.ratio", "0.2");

    private Changelogs() {}

    /// The topic of an application's store, as Kafka Streams names it.
    public static String topic(String application, String store) {
        return application + "-" + store + "-changelog";
    }
}
