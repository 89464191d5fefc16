package io.hongyan.bench.fanout;

import java.util.List;

/// How far the inboxes were behind, second by second: deliveries that were due and not in Redis yet.
///
/// @param slope by how many deliveries the lag grew in a second, the line of least squares through the second half
record Lag(List<Long> behind, double slope) {

    /// Growing by more than this share of what arrives isn't flat.
    private static final double FLAT = 0.02;

    Lag {
        behind = List.copyOf(behind);
    }

    static Lag of(List<Long> behind) {
        List<Long> half = behind.subList(behind.size() / 2, behind.size());
        double meanTime = (half.size() - 1) / 2.0;
        double mean = half.stream().mapToLong(Long::longValue).average().orElse(0);
        double together = 0;
        double square = 0;
        for (int i = 0; i < half.size(); i++) {
            together += (i - meanTime) * (half.get(i) - mean);
            square += (i - meanTime) * (i - meanTime);
        }
        return new Lag(behind, square == 0 ? 0 : together / square);
    }

    /// Whether it doesn't grow, at `perSecond` deliveries.
    boolean isFlat(double perSecond) {
        return slope <= FLAT * perSecond;
    }
}
