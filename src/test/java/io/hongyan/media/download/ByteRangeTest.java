package io.hongyan.media.download;

import io.hongyan.media.download.ByteRange.Asked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class ByteRangeTest {

    private static final long SIZE = 10;

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-, 0, 9",
        "bytes=3-5, 3, 5",
        "bytes=9-9, 9, 9",
        "bytes=3-999999999999999999, 3, 9",
        "bytes=-1, 9, 9",
        "bytes=-10, 0, 9",
        "bytes=-11, 0, 9",
        "' bytes=1-2 ', 1, 2",
    })
    void aRangeIsWhatIsThereOfIt(String header, long from, long to) {
        assertThat(ByteRange.asked(header, SIZE)).isEqualTo(new Asked.Part(new ByteRange(from, to)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0"})
    void whatIsNotThereIsNothing(String header) {
        assertThat(ByteRange.asked(header, SIZE)).isEqualTo(new Asked.Nothing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes=",
                "bytes=-",
                "bytes=5-3",
                "bytes=a-b",
                "bytes=0-1,3-4",
                "items=0-1",
                "bytes=9999999999999999999-"
            })
    void whatIsNotUnderstoodIsEverything(String header) {
        assertThat(ByteRange.asked(header, SIZE)).isEqualTo(new Asked.Everything());
    }
}
