package io.hongyan.bench.load;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

final class NumberingTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "4095, 2147483647", "12, 119999"})
    void aClientIdTellsWhichMessageItIs(int phase, int index) {
        String clientId = Numbering.clientId(1_795_288_565_123L, phase, index);

        assertThat(Numbering.phase(clientId)).isEqualTo(phase);
        assertThat(Numbering.index(clientId)).isEqualTo(index);
    }
}
