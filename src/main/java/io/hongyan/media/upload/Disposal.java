package io.hongyan.media.upload;

import io.hongyan.media.Media;
import io.hongyan.media.MediaRepository;
import io.hongyan.media.storage.Storage;
import io.hongyan.streams.id.MediaId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Throws media away: what was begun and never completed, what was never sent, and what was recalled. Thread-safe.
///
/// First the row says so, then the bytes go, then the row: what is interrupted is done the next time.
public final class Disposal {

    private static final Logger log = LoggerFactory.getLogger(Disposal.class);

    private static final int AT_ONCE = 500;

    /// For so long the log may keep a command that PostgreSQL hasn't heard the outcome of.
    private static final Duration UNDECIDED = Duration.ofDays(7);

    private final MediaRepository media;
    private final UploadRepository uploads;
    private final Storage storage;
    private final Duration kept;
    private final Clock clock;

    /// `kept` is for how long what nobody has sent stays, and what was recalled.
    public Disposal(Jdbi jdbi, MediaRepository media, Storage storage, Duration kept, Clock clock) {
        this.media = media;
        this.uploads = jdbi.onDemand(UploadRepository.class);
        this.storage = storage;
        this.kept = kept;
        this.clock = clock;
    }

    /// Throws away all whose time is over.
    public void sweep() {
        Instant now = clock.instant();
        media.settle();
        media.forgetUnsettled(now.minus(UNDECIDED));
        int doomed;
        do {
            doomed = media.doom(now.minus(kept), AT_ONCE);
            media.doomed(AT_ONCE).forEach(this::dispose);
        } while (doomed == AT_ONCE);
        // What was recalled is thrown away by the next sweep: whatever this costs, it keeps nothing from going.
        media.forgetRecalled(now.minus(kept));
    }

    /// Throws one away that is doomed. What can't be deleted now is when it is swept the next time.
    public void dispose(MediaId id) {
        try {
            for (UploadRepository.Piece piece : uploads.pieces(id)) {
                storage.delete(piece.key());
            }
            storage.delete(Media.key("media", id));
            storage.delete(Media.key("thumbnails", id));
            media.forget(id);
        } catch (IOException e) {
            log.warn("Medium {} can't be thrown away now: {}", id, e.getMessage());
        }
    }
}
