package io.hongyan.client;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class KnownSeqsTest {

    private final KnownSeqs seqs = new KnownSeqs(3);

    @Test
    void whatFollowsIsKnown() {
        assertThat(seqs.add(4)).isTrue();
        assertThat(seqs.add(5)).isTrue();

        assertThat(seqs.known()).isEqualTo(5);
        assertThat(seqs.hasHole()).isFalse();
    }

    @Test
    void whatComesEarlyWaitsForTheHoleToBeFilled() {
        seqs.add(6);
        seqs.add(5);
        assertThat(seqs.hasHole()).isTrue();
        assertThat(seqs.known()).isEqualTo(3);

        seqs.add(4);

        assertThat(seqs.hasHole()).isFalse();
        assertThat(seqs.known()).isEqualTo(6);
    }

    @Test
    void whatIsThereAlreadyIsToldApart() {
        seqs.add(6);

        assertThat(seqs.add(2)).isFalse();
        assertThat(seqs.add(3)).isFalse();
        assertThat(seqs.add(6)).isFalse();
    }
}
