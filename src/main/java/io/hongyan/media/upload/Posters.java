package io.hongyan.media.upload;

import com.google.common.io.ByteStreams;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.media.Media;
import io.hongyan.media.MediaKind;
import io.hongyan.media.content.Inspection;
import io.hongyan.media.content.Inspector;
import io.hongyan.media.storage.Storage;
import io.hongyan.streams.id.MediaId;
import io.hongyan.streams.id.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.Jdbi;

import static java.util.Objects.requireNonNull;

/// The pictures that stand for films before these are played. Whoever sends a film takes one out of it, since the
/// server can't. Thread-safe.
public final class Posters {

    private static final int MAX_BYTES = 1 << 20;
    private static final Duration RETRY = Duration.ofSeconds(2);

    /// Each holds a connection to PostgreSQL while its picture is stored, however long the storage takes.
    private static final int AT_ONCE = 4;

    private final Uploads uploads;
    private final UploadRepository repository;
    private final Storage storage;
    private final Scratch scratch;
    private final Inspector inspector;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    public Posters(Jdbi jdbi, Uploads uploads, Storage storage, Scratch scratch, Inspector inspector) {
        this.uploads = uploads;
        this.repository = jdbi.onDemand(UploadRepository.class);
        this.storage = storage;
        this.scratch = scratch;
        this.inspector = inspector;
    }

    /// Makes the thumbnail of a film out of a picture. A film that has one keeps it.
    ///
    /// @throws HongyanException `conflict` if it isn't a film that is complete; `tooLarge` or `unsupportedMedia`
    ///     if the picture can't be taken
    void keep(UserId owner, MediaId id, InputStream picture) {
        Media film = uploads.find(owner, id);
        if (film.kind() != MediaKind.VIDEO || !film.isComplete()) {
            throw new HongyanException(ErrorCode.CONFLICT, "Only a film that is complete is given a thumbnail.");
        }
        Path file = scratch.file();
        try {
            receive(picture, file);
            keep(id, requireNonNull(inspector.inspect(MediaKind.IMAGE, "", file).picture(), "picture is null"));
        } catch (IOException e) {
            throw HongyanException.unavailable("Media can't be kept at the moment.", RETRY, e);
        } finally {
            scratch.forget(file);
        }
    }

    private static void receive(InputStream picture, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            if (ByteStreams.limit(picture, MAX_BYTES + 1).transferTo(out) > MAX_BYTES) {
                throw new HongyanException(
                        ErrorCode.TOO_LARGE, "A film's thumbnail is made of at most " + MAX_BYTES + " bytes.");
            }
        }
    }

    private void keep(MediaId id, Inspection.Picture picture) throws IOException {
        if (!turns.tryAcquire()) {
            throw HongyanException.unavailable("Too many thumbnails are being kept at the moment.", RETRY, null);
        }
        try {
            store(id, picture);
        } finally {
            turns.release();
        }
    }

    /// The row is held meanwhile: of two pictures one is kept and noted, and what is thrown away takes it along.
    private void store(MediaId id, Inspection.Picture picture) throws IOException {
        repository.<IOException>useTransaction(held -> {
            if (held.holdWithoutThumbnail(id).isPresent()) {
                Inspection.Thumbnail thumbnail = picture.thumbnail();
                storage.put(Media.key("thumbnails", id), thumbnail.file());
                held.illustrate(id, picture.width(), picture.height(), thumbnail.type(), thumbnail.size());
            }
        });
    }
}
