package io.hongyan.infra;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// In which line of a YAML file something is.
record YamlLines(@Nullable Node root) {

    static YamlLines of(InputStream yaml) {
        return new YamlLines(
                new Yaml(new LoaderOptions()).compose(new InputStreamReader(yaml, StandardCharsets.UTF_8)));
    }

    /// The line, from 1, of the key or list item that `place` leads to; of the nearest above where it is missing.
    int of(List<String> place) {
        int line = 1;
        Node node = root;
        for (String step : place) {
            switch (node) {
                case MappingNode mapping -> {
                    NodeTuple found = find(mapping, step);
                    if (found == null) {
                        return line;
                    }
                    line = line(found.getKeyNode());
                    node = found.getValueNode();
                }
                case SequenceNode sequence -> {
                    int index = Integer.parseInt(step);
                    if (index >= sequence.getValue().size()) {
                        return line;
                    }
                    node = sequence.getValue().get(index);
                    line = line(node);
                }
                case null, default -> {
                    return line;
                }
            }
        }
        return line;
    }

    private static @Nullable NodeTuple find(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(entry -> entry.getKeyNode() instanceof ScalarNode scalar
                        && scalar.getValue().equals(key))
                .findFirst()
                .orElse(null);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
