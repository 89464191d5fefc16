package io.hongyan.bench.peer;

import java.util.ArrayList;
import java.util.List;

/// How many times ours is theirs, over several pairs of legs: the geometric mean, and between which two numbers it lies
/// with 95 % confidence, by Student's distribution on the logarithms.
public record Ratio(double mean, double low, double high, int pairs) {

    /// The quantile 0.975 for 1, 2, … degrees of freedom; beyond these the last.
    private static final List<Double> STUDENT =
            List.of(12.71, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179);

    /// @param ours as many as `theirs`, each pair measured one after the other
    public static Ratio of(List<Double> ours, List<Double> theirs) {
        List<Double> logarithms = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            logarithms.add(Math.log(ours.get(i) / theirs.get(i)));
        }
        int pairs = logarithms.size();
        double mean =
                logarithms.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        double square = logarithms.stream()
                .mapToDouble(each -> (each - mean) * (each - mean))
                .sum();
        // One pair says nothing of how much another would have differed.
        double half = pairs < 2
                ? Double.POSITIVE_INFINITY
                : STUDENT.get(Math.min(pairs - 2, STUDENT.size() - 1)) * Math.sqrt(square / (pairs - 1) / pairs);
        return new Ratio(Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half), pairs);
    }
}
