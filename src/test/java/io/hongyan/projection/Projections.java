package io.hongyan.projection;

import java.time.Clock;
import org.jdbi.v3.core.Jdbi;

import static org.assertj.core.api.Assertions.assertThat;

/// Writes records to PostgreSQL as the projector does, without a log.
public final class Projections {

    private final Storage storage;

    public Projections(Jdbi jdbi) {
        this.storage = new Storage(jdbi, Clock.systemUTC());
    }

    public void store(Records records) {
        Batch batch = records.batch();
        storage.offsets(batch.moves().keySet());
        assertThat(storage.store(batch)).isInstanceOf(Storage.Outcome.Stored.class);
    }
}
