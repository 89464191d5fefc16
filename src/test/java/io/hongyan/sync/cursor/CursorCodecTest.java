package io.hongyan.sync.cursor;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class CursorCodecTest {

    private static final UserId ALICE = new UserId(1);
    private static final UserId BOB = new UserId(2);
    private static final SyncCursor FIVE = new SyncCursor(0, 5, List.of(7L, 8L));

    private final CursorCodec codec = new CursorCodec(new byte[32]);

    @Test
    void readsWhatItWrote() {
        List<SyncCursor> cursors = List.of(
                FIVE,
                new SyncCursor(0, 0, List.of()),
                new SyncCursor(0, (1L << 53) - 1, List.of(Long.MAX_VALUE)),
                new SyncCursor(3, 3L << 40, Collections.nCopies(64, 1L << 40)),
                FIVE.shown(new ConversationId(Long.MAX_VALUE)));

        for (SyncCursor cursor : cursors) {
            assertThat(codec.decode(ALICE, codec.encode(ALICE, cursor))).contains(cursor);
        }
    }

    @Test
    void isOfNoUseToAnybodyElse() {
        String cursor = codec.encode(ALICE, FIVE);

        assertThat(codec.decode(ALICE, cursor)).isPresent();
        assertThat(codec.decode(BOB, cursor)).isEmpty();
        assertThat(codec.position(BOB, cursor)).isEmpty();
    }

    @Test
    void isNotOursIfItWasMadeWithAnotherKey() {
        byte[] other = new byte[32];
        other[31] = 1;

        assertThat(codec.decode(ALICE, new CursorCodec(other).encode(ALICE, FIVE)))
                .isEmpty();
    }

    @Test
    void refusesEveryChangedByte() {
        byte[] bytes = Base64.getUrlDecoder().decode(codec.encode(ALICE, FIVE));

        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThat(codec.decode(ALICE, text(changed))).isEmpty();
        }
    }

    @Test
    void refusesWhateverElseAClientMaySend() {
        Random random = new Random(1);
        for (int length = 0; length < 200; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(codec.decode(ALICE, text(bytes))).isEmpty();
        }
        assertThat(codec.decode(ALICE, "not base64 at all: 鸿雁")).isEmpty();
    }

    @Test
    void movesOnWithWhatTheDeviceHasSeenOfSummaries() {
        String moved = codec.moved(ALICE, codec.encode(ALICE, FIVE), 9);

        assertThat(codec.decode(ALICE, moved)).contains(new SyncCursor(0, 9, List.of(7L, 8L)));
        assertThatThrownBy(() -> codec.moved(BOB, moved, 10)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasNoPositionWithinASnapshot() {
        assertThat(codec.position(ALICE, codec.encode(ALICE, FIVE))).hasValue(5);
        assertThat(codec.position(ALICE, codec.encode(ALICE, FIVE.shown(new ConversationId(3)))))
                .isEmpty();
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
