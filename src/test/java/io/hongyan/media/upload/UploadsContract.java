package io.hongyan.media.upload;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Snowflake;
import io.hongyan.media.Media;
import io.hongyan.media.MediaKind;
import io.hongyan.media.MediaRepository;
import io.hongyan.media.content.Inspector;
import io.hongyan.media.content.Pictures;
import io.hongyan.media.content.SamplePictures;
import io.hongyan.media.storage.Storage;
import io.hongyan.media.storage.TestStorage;
import io.hongyan.streams.id.MediaId;
import io.hongyan.streams.id.UserId;
import io.hongyan.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Uploads while something happens to them elsewhere, with the PostgreSQL of the real server: whatever they are kept
/// in.
abstract class UploadsContract {

    private static final UploadRepository.Allowance ALLOWANCE = new UploadRepository.Allowance(1 << 20, 10);
    private static final byte[] PICTURE = SamplePictures.of("png", 40, 40);

    private final TestServer server = TestServer.shared();
    private final UserId anna = server.user("anna").id();
    private final Jdbi jdbi = server.jdbi().installPlugin(new SqlObjectPlugin());
    private final MediaRepository media = jdbi.onDemand(MediaRepository.class);
    private final Clock clock = Clock.systemUTC();
    private final Snowflake ids = new Snowflake(clock, Snowflake.NODES - 1);

    @TempDir
    Path scratch;

    private MediaId id;

    abstract TestStorage kept();

    @BeforeEach
    void begin() {
        id = new MediaId(ids.next());
        uploads(storage())
                .begin(
                        new UploadRepository.Begun(
                                id, anna, null, MediaKind.IMAGE, "a.png", PICTURE.length, null, clock.instant()),
                        ALLOWANCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"media/", "thumbnails/"})
    void nothingIsLeftOfWhatIsTakenBackWhileItIsPut(String folder) throws IOException {
        Uploads uploads = uploads(new Meanwhile(storage(), folder, this::takeBack));

        assertThatThrownBy(() -> append(uploads))
                .isInstanceOfSatisfying(
                        HongyanException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ErrorCode.NOT_FOUND));

        assertThat(keys()).isEmpty();
    }

    @Test
    void whatAnotherNodeCompletesMeanwhileIsKept() throws IOException {
        Uploads other = uploads(storage());
        Uploads uploads = uploads(new Meanwhile(storage(), "media/", () -> other.complete(id)));

        Media completed = append(uploads);

        assertThat(completed.isComplete()).isTrue();
        assertWhole();
    }

    @Test
    void anotherNodeGoesOnWhereOneEnded() throws IOException {
        append(uploads(storage()), 0, 100);

        assertThat(keys()).singleElement().asString().startsWith("pieces/" + id + "/0-");
        assertThatThrownBy(() -> append(uploads(storage()), 0, 100)).isInstanceOf(HongyanException.class);
        append(uploads(storage()), 100, PICTURE.length);

        assertWhole();
        Media completed = media.find(id).orElseThrow();
        try (InputStream in = storage().open(Media.key("media", id), 0, requireNonNull(completed.size()))) {
            assertThat(ImageIO.read(in).getWidth()).isEqualTo(40);
        }
    }

    /// What was acknowledged is kept, and an upload with all its bytes is completed by whoever asks for it next.
    @Test
    void nothingIsLostWhileTheStorageIsAway() {
        Uploads uploads = uploads(storage());
        append(uploads, 0, 100);

        kept().goAway();
        try {
            assertAway(() -> append(uploads, 100, PICTURE.length));
            assertThat(uploads.find(anna, id).received()).isEqualTo(100);
        } finally {
            kept().comeBack();
        }
        Uploads cut = uploads(new Meanwhile(storage(), "media/", kept()::goAway));
        try {
            assertAway(() -> append(cut, 100, PICTURE.length));
            assertAway(() -> uploads.complete(id));
        } finally {
            kept().comeBack();
        }

        assertThat(uploads.complete(id)).isNotNull();
        assertWhole();
    }

    private static void assertAway(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HongyanException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    private Media append(Uploads uploads, int from, int to) {
        return uploads.append(anna, id, from, new ByteArrayInputStream(Arrays.copyOfRange(PICTURE, from, to)));
    }

    private void assertWhole() {
        assertThat(keys()).containsExactlyInAnyOrder(Media.key("media", id), Media.key("thumbnails", id));
    }

    private Media append(Uploads uploads) {
        return append(uploads, 0, PICTURE.length);
    }

    private void takeBack() {
        assertThat(media.doom(id, clock.instant())).isTrue();
        disposal(storage()).dispose(id);
    }

    /// What is kept of this upload.
    private List<String> keys() {
        return kept().keys().stream().filter(key -> key.contains("/" + id)).toList();
    }

    private Storage storage() {
        return kept().storage();
    }

    private Disposal disposal(Storage storage) {
        return new Disposal(jdbi, media, storage, Duration.ofHours(24), clock);
    }

    private Uploads uploads(Storage storage) {
        Inspector inspector = new Inspector(new Pictures(1_000_000, 400));
        return new Uploads(jdbi, media, storage, new Scratch(scratch), inspector, disposal(storage), clock);
    }

    /// Does something else right before the first that is put into a folder is there.
    private record Meanwhile(Storage storage, String folder, Runnable deed) implements Storage {

        @Override
        public void put(String key, Path file) throws IOException {
            if (key.startsWith(folder)) {
                deed.run();
            }
            storage.put(key, file);
        }

        @Override
        public InputStream open(String key, long from, long length) throws IOException {
            return storage.open(key, from, length);
        }

        @Override
        public void delete(String key) throws IOException {
            storage.delete(key);
        }
    }
}
