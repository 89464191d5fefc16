package io.hongyan.bench;

import io.hongyan.client.ClientFailure;
import java.util.List;
import java.util.stream.Stream;

/// Numbers separated by commas, as options have them.
record Rates(List<Double> values) {

    Rates {
        values = List.copyOf(values);
    }

    static Rates of(String list) {
        try {
            return new Rates(Stream.of(list.split(",", -1))
                    .filter(rate -> !rate.isEmpty())
                    .map(Double::valueOf)
                    .toList());
        } catch (NumberFormatException e) {
            throw new ClientFailure("Rates are numbers separated by commas, not " + list + ".");
        }
    }

    List<Integer> whole() {
        return values.stream().map(Double::intValue).toList();
    }
}
