package io.hongyan.infra;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;

/// Who this node is among the nodes of one installation.
///
/// `name` is its static membership in the consumer groups and must be unique; `number` is in the ids it makes and
/// must be unique too; `data` holds its state stores and keys. `address` is where other nodes reach this one's
/// application port, as `host:port`, and empty for a node that has no others.
public record NodeConfiguration(
        @NotNull @Pattern(regexp = "[A-Za-z0-9._-]{1,64}") String name,
        @Min(0) @Max(1022) int number,
        @NotNull Path data,
        @NotNull @Pattern(regexp = "|[^:/\\s]+:[0-9]{1,5}") String address) {}
