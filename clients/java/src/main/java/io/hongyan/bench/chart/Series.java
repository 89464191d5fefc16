package io.hongyan.bench.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// The points of one line in a picture, from left to right.
record Series(String name, List<Double> x, List<Double> y) {

    Series {
        x = List.copyOf(x);
        y = List.copyOf(y);
    }

    double least() {
        return y.stream().mapToDouble(Double::doubleValue).min().orElse(1);
    }

    double most() {
        return y.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    }

    /// A line for each different `name`, of points at the same place the highest; those that a logarithmic axis can't
    /// show stay out.
    static List<Series> of(
            Collection<JsonNode> lines,
            Function<JsonNode, String> name,
            ToDoubleFunction<JsonNode> x,
            ToDoubleFunction<JsonNode> y) {
        Map<String, TreeMap<Double, Double>> points = new TreeMap<>();
        for (JsonNode line : lines) {
            if (x.applyAsDouble(line) > 0 && y.applyAsDouble(line) > 0) {
                points.computeIfAbsent(name.apply(line), first -> new TreeMap<>())
                        .merge(x.applyAsDouble(line), y.applyAsDouble(line), Math::max);
            }
        }
        return points.entrySet().stream()
                .map(each -> new Series(
                        each.getKey(),
                        List.copyOf(each.getValue().keySet()),
                        List.copyOf(each.getValue().values())))
                .toList();
    }
}
