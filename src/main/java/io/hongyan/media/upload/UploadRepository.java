package io.hongyan.media.upload;

import io.hongyan.media.Media;
import io.hongyan.media.MediaKind;
import io.hongyan.streams.id.MediaId;
import io.hongyan.streams.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transaction;
import org.jdbi.v3.sqlobject.transaction.Transactional;
import org.jspecify.annotations.Nullable;

/// Uploads and their pieces.
@RegisterConstructorMapper(Media.class)
@RegisterConstructorMapper(UploadRepository.Piece.class)
interface UploadRepository extends Transactional<UploadRepository> {

    /// Some of an upload's bytes, and where they are.
    record Piece(long starts, long bytes, String key) {}

    /// What becomes known when an upload is complete.
    record Completion(
            long size,
            String type,
            String digest,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable String thumbnailType,
            @Nullable Long thumbnailSize) {}

    /// What one person may have: so many bytes in all, and so many uploads at once that aren't complete.
    record Allowance(long bytes, int unfinished) {}

    /// What comes of beginning an upload.
    sealed interface Beginning {

        record New() implements Beginning {}

        /// Another was begun under the same `clientId`, and is what it has become since.
        record Before(Media upload) implements Beginning {}

        record TooManyBytes() implements Beginning {}

        record TooManyUnfinished() implements Beginning {}
    }

    /// Begins an upload, unless it was begun before, if its owner may have another.
    @Transaction
    default Beginning create(Begun begun, Allowance allowance) {
        lock(begun.owner());
        Optional<Media> before = begun.clientId() == null ? Optional.empty() : find(begun.owner(), begun.clientId());
        if (before.isPresent()) {
            return new Beginning.Before(before.get());
        }
        if (used(begun.owner()) + begun.length() > allowance.bytes()) {
            return new Beginning.TooManyBytes();
        }
        if (unfinished(begun.owner()) >= allowance.unfinished()) {
            return new Beginning.TooManyUnfinished();
        }
        insert(begun);
        return new Beginning.New();
    }

    /// An upload that begins.
    record Begun(
            MediaId id,
            UserId owner,
            @Nullable String clientId,
            MediaKind kind,
            String name,
            long length,
            @Nullable Long durationMs,
            Instant time) {

        /// Whether this is what was begun there.
        boolean isAskedFor(Media before) {
            return kind == before.kind()
                    && name.equals(before.name())
                    && length == before.length()
                    && Objects.equals(durationMs, before.durationMs());
        }
    }

    /// Of uploads of one owner, one begins at a time, so that together they keep to what is allowed.
    @SqlQuery("SELECT true FROM pg_advisory_xact_lock(hashtextextended('media', :owner))")
    boolean lock(UserId owner);

    /// What was begun under a `clientId` and isn't being thrown away.
    @SqlQuery("""
            SELECT id, owner, kind, name, length, received, duration_ms, size, type, digest, width, height,
                thumbnail_type, thumbnail_size, created_at
            FROM media
            WHERE owner = :owner AND client_id = :clientId AND NOT doomed
            """)
    Optional<Media> find(UserId owner, String clientId);

    @SqlQuery("SELECT coalesce(sum(coalesce(size, length)), 0) FROM media WHERE owner = :owner AND NOT doomed")
    long used(UserId owner);

    @SqlQuery("SELECT count(*) FROM media WHERE owner = :owner AND size IS NULL AND NOT doomed")
    int unfinished(UserId owner);

    @SqlUpdate("""
            INSERT INTO media (id, owner, client_id, kind, name, length, received, duration_ms, created_at, touched_at)
            VALUES (:id, :owner, :clientId, :kind, :name, :length, 0, :durationMs, :time, :time)
            """)
    void insert(@BindMethods Begun begun);

    /// Adds a piece where the upload ends, unless another was added there: 1, or 0.
    @SqlUpdate("""
            WITH grown AS (
                UPDATE media
                SET received = received + :bytes, touched_at = :time
                WHERE id = :id AND received = :starts AND size IS NULL AND NOT doomed
                RETURNING id)
            INSERT INTO media_piece (media, starts, bytes, key)
            SELECT id, :starts, :bytes, :key FROM grown
            """)
    int add(MediaId id, long starts, long bytes, String key, Instant time);

    @SqlQuery("SELECT count(*) FROM media_piece WHERE media = :id")
    int count(MediaId id);

    /// The pieces, in order.
    @SqlQuery("SELECT starts, bytes, key FROM media_piece WHERE media = :id ORDER BY starts")
    List<Piece> pieces(MediaId id);

    @SqlUpdate("DELETE FROM media_piece WHERE media = :id")
    void forgetPieces(MediaId id);

    /// Notes what an upload has become, unless that is known or it is being thrown away: 1, or 0.
    @SqlUpdate("""
            UPDATE media
            SET size = :size, type = :type, digest = :digest, width = :width, height = :height,
                thumbnail_type = :thumbnailType, thumbnail_size = :thumbnailSize, touched_at = :time
            WHERE id = :id AND size IS NULL AND NOT doomed
            """)
    int complete(MediaId id, @BindMethods Completion completion, Instant time);

    /// Keeps others from changing what is complete and has no thumbnail, to the end of the transaction; empty also
    /// where somebody else does. Messages may refer to it meanwhile.
    @SqlQuery("""
            SELECT id FROM media
            WHERE id = :id AND size IS NOT NULL AND thumbnail_type IS NULL AND NOT doomed
            FOR NO KEY UPDATE SKIP LOCKED
            """)
    Optional<MediaId> holdWithoutThumbnail(MediaId id);

    /// Notes the thumbnail of something that is complete, and how large the picture was that it was made of.
    @SqlUpdate("""
            UPDATE media
            SET width = :width, height = :height, thumbnail_type = :type, thumbnail_size = :bytes
            WHERE id = :id
            """)
    void illustrate(MediaId id, int width, int height, String type, long bytes);
}
