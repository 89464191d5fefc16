package io.hongyan.media.upload;

import com.google.common.io.ByteStreams;
import com.google.common.util.concurrent.Striped;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Outage;
import io.hongyan.media.Media;
import io.hongyan.media.MediaRepository;
import io.hongyan.media.content.Inspection;
import io.hongyan.media.content.Inspector;
import io.hongyan.media.storage.Storage;
import io.hongyan.streams.id.MediaId;
import io.hongyan.streams.id.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Takes uploads in, a piece after the other on whichever node, and makes media of those that are complete.
///
/// What was acknowledged is kept; of a request that is cut, what came of it too. Thread-safe.
public final class Uploads {

    /// What a killed server may lose of a request.
    private static final int PIECE = 8 << 20;

    private static final int MAX_PIECES = 10_000;
    private static final int LOCKS = 256;
    private static final Duration RETRY = Duration.ofSeconds(2);

    /// When to try again to begin one, as others may be complete then.
    private static final Duration OTHERS_FIRST = Duration.ofSeconds(10);

    private final UploadRepository uploads;
    private final MediaRepository media;
    private final Storage storage;
    private final Scratch scratch;
    private final Inspector inspector;
    private final Disposal disposal;
    private final Clock clock;
    private final Striped<Lock> completing = Striped.lock(LOCKS);
    private final Outage outage = new Outage("Media", "their storage");

    public Uploads(
            Jdbi jdbi,
            MediaRepository media,
            Storage storage,
            Scratch scratch,
            Inspector inspector,
            Disposal disposal,
            Clock clock) {
        this.uploads = jdbi.onDemand(UploadRepository.class);
        this.media = media;
        this.storage = storage;
        this.scratch = scratch;
        this.inspector = inspector;
        this.disposal = disposal;
        this.clock = clock;
    }

    /// What an upload is that was to begin; a `duplicate` was begun before.
    record Beginning(Media upload, boolean duplicate) {}

    /// Begins an upload. One with a `clientId` is begun once, however often that is asked.
    ///
    /// @throws HongyanException `tooLarge` if its owner would then have more bytes than is allowed, `rateLimited`
    ///     if they have begun too many that aren't complete, `clientIdConflict` if something else was begun under
    ///     its `clientId`
    Beginning begin(UploadRepository.Begun begun, UploadRepository.Allowance allowance) {
        return switch (uploads.create(begun, allowance)) {
            case UploadRepository.Beginning.New() -> new Beginning(find(begun.owner(), begun.id()), false);
            case UploadRepository.Beginning.Before(Media before) -> {
                if (!begun.isAskedFor(before)) {
                    throw new HongyanException(
                            ErrorCode.CLIENT_ID_CONFLICT, "This clientId was used for an upload of something else.");
                }
                yield new Beginning(before, true);
            }
            case UploadRepository.Beginning.TooManyBytes() ->
                throw new HongyanException(
                        ErrorCode.TOO_LARGE, "You have at most " + allowance.bytes() + " bytes of media.");
            case UploadRepository.Beginning.TooManyUnfinished() ->
                throw HongyanException.rateLimited(
                        "You have begun " + allowance.unfinished() + " uploads; complete or delete some of them.",
                        OTHERS_FIRST);
        };
    }

    /// An upload, or what it has become, for its owner.
    Media find(UserId owner, MediaId id) {
        return media.find(id)
                .filter(found -> found.owner().equals(owner))
                .orElseThrow(() -> HongyanException.notFound("There is no such upload."));
    }

    /// What can be read of `id`; empty where it isn't complete. One whose last piece was the last thing that a server
    /// did is completed now.
    public @Nullable Media complete(MediaId id) {
        Media found = media.find(id).orElse(null);
        if (found == null || found.isComplete()) {
            return found;
        }
        return found.received() == found.length() ? complete(found) : null;
    }

    /// Adds what `body` brings behind the `offset` bytes that are there; the last byte makes it complete.
    ///
    /// @throws HongyanException `conflict` if it is elsewhere, `tooLarge` if the body is longer than what is
    ///     missing; and what is wrong with the medium, which is then gone
    Media append(UserId owner, MediaId id, long offset, InputStream body) {
        Media upload = find(owner, id);
        if (upload.received() != offset) {
            throw elsewhere();
        }
        long at = offset;
        long added = -1;
        while (at < upload.length() && added != 0) {
            added = add(upload, at, body);
            at += added;
        }
        if (at == upload.length() && !upload.isComplete()) {
            if (added != 0 && reads(body)) {
                throw new HongyanException(ErrorCode.TOO_LARGE, "The body goes on behind the end of the upload.");
            }
            return complete(upload);
        }
        return find(owner, id);
    }

    private static HongyanException elsewhere() {
        return new HongyanException(ErrorCode.CONFLICT, "The upload isn't at this offset; ask where it is.");
    }

    private static boolean reads(InputStream body) {
        try {
            return body.read() >= 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long add(Media upload, long at, InputStream body) {
        Path file = scratch.file();
        try {
            HongyanException cut = receive(body, Math.min(PIECE, upload.length() - at), file);
            long bytes = Files.size(file);
            if (bytes > 0) {
                keep(upload, at, bytes, file);
            }
            if (cut != null) {
                throw cut;
            }
            return bytes;
        } catch (IOException e) {
            throw lost(e);
        } finally {
            scratch.forget(file);
        }
    }

    /// Writes at most `most` bytes into `file`; what broke off is told.
    private static @Nullable HongyanException receive(InputStream body, long most, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            ByteStreams.limit(body, most).transferTo(out);
            return null;
        } catch (HongyanException cut) {
            return cut;
        }
    }

    private void keep(Media upload, long at, long bytes, Path file) throws IOException {
        if (uploads.count(upload.id()) >= MAX_PIECES) {
            throw new HongyanException(ErrorCode.CONFLICT, "The upload is in too many pieces; begin another.");
        }
        String key = "pieces/" + upload.id() + "/" + at + "-" + UUID.randomUUID();
        storage.put(key, file);
        outage.isOver();
        if (uploads.add(upload.id(), at, bytes, key, clock.instant()) == 0) {
            storage.delete(key);
            throw elsewhere();
        }
    }

    /// Makes a medium of its pieces, once; what isn't fit for its kind is thrown away.
    private Media complete(Media upload) {
        Lock lock = completing.get(upload.id());
        lock.lock();
        Path file = scratch.file();
        try {
            Media now = find(upload.owner(), upload.id());
            if (!now.isComplete()) {
                join(upload, file);
                keep(upload.id(), inspect(upload, file));
            }
            return find(upload.owner(), upload.id());
        } catch (NoSuchFileException gone) {
            // Another node has completed it, or thrown it away, in between.
            Media now = find(upload.owner(), upload.id());
            if (!now.isComplete()) {
                throw lost(gone);
            }
            return now;
        } catch (IOException e) {
            throw lost(e);
        } finally {
            scratch.forget(file);
            lock.unlock();
        }
    }

    private void join(Media upload, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (UploadRepository.Piece piece : uploads.pieces(upload.id())) {
                try (InputStream in = storage.open(piece.key(), 0, piece.bytes())) {
                    in.transferTo(out);
                }
            }
        }
        if (Files.size(file) < upload.length()) {
            // Whoever completed it, or threw it away, has forgotten its pieces by now.
            throw new NoSuchFileException("pieces/" + upload.id());
        }
    }

    private Inspection inspect(Media upload, Path file) throws IOException {
        try {
            return inspector.inspect(upload.kind(), upload.name(), file);
        } catch (HongyanException unfit) {
            media.doom(upload.id(), clock.instant());
            disposal.dispose(upload.id());
            throw unfit;
        }
    }

    private void keep(MediaId id, Inspection found) throws IOException {
        Inspection.Picture picture = found.picture();
        storage.put(Media.key("media", id), found.file());
        if (picture != null) {
            storage.put(Media.key("thumbnails", id), picture.thumbnail().file());
        }
        outage.isOver();
        int completed = uploads.complete(id, completion(found, picture), clock.instant());
        if (completed == 0 && media.find(id).isEmpty()) {
            // Taken back meanwhile: whoever threw it away did so before these bytes were there, and nobody would again.
            storage.delete(Media.key("media", id));
            storage.delete(Media.key("thumbnails", id));
            return;
        }
        for (UploadRepository.Piece piece : uploads.pieces(id)) {
            storage.delete(piece.key());
        }
        uploads.forgetPieces(id);
    }

    private static UploadRepository.Completion completion(Inspection found, Inspection.@Nullable Picture picture) {
        return new UploadRepository.Completion(
                found.size(),
                found.type(),
                found.digest(),
                picture == null ? null : picture.width(),
                picture == null ? null : picture.height(),
                picture == null ? null : picture.thumbnail().type(),
                picture == null ? null : picture.thumbnail().size());
    }

    private HongyanException lost(IOException e) {
        outage.goesOn(e);
        return HongyanException.unavailable("Media can't be kept at the moment.", RETRY, e);
    }
}
