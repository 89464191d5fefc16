package io.hongyan.sync;

import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class SyncCursorTest {

    private static final UserId ALICE = new UserId(1);
    private static final UserId BOB = new UserId(2);

    @Test
    void readsWhatItWrote() {
        List<SyncCursor> cursors = List.of(
                SyncCursor.at(0),
                SyncCursor.at((1L << 53) - 1),
                SyncCursor.within(7, new ConversationId(Long.MAX_VALUE)),
                new SyncCursor(3, 1L << 41, null));

        for (SyncCursor cursor : cursors) {
            assertThat(SyncCursor.decode(ALICE, cursor.encode(ALICE))).contains(cursor);
        }
    }

    @Test
    void isOfNoUseToAnybodyElse() {
        assertThat(SyncCursor.decode(BOB, SyncCursor.at(5).encode(ALICE))).isEmpty();
    }

    @Test
    void refusesEveryChangedByte() {
        byte[] bytes = Base64.getUrlDecoder().decode(SyncCursor.at(5).encode(ALICE));

        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertThat(SyncCursor.decode(ALICE, text)).isEmpty();
        }
    }

    @Test
    void refusesWhateverElseAClientMaySend() {
        Random random = new Random(1);
        for (int length = 0; length < 200; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(SyncCursor.decode(ALICE, Base64.getUrlEncoder().encodeToString(bytes)))
                    .isEmpty();
        }
        assertThat(SyncCursor.decode(ALICE, "not base64 at all: 鸿雁")).isEmpty();
    }
}
