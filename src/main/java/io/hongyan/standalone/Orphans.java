package io.hongyan.standalone;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the last server on a data folder left of its engines; nothing if it stopped in order.
final class Orphans {

    private final Map<EngineName, EngineRecord> records;
    private final Map<EngineName, List<Integer>> ports;

    private Orphans(Map<EngineName, EngineRecord> records, Map<EngineName, List<Integer>> ports) {
        this.records = records;
        this.ports = ports;
    }

    static Orphans of(DataFolder folder) throws IOException {
        Ports free = new Ports(new SecureRandom());
        Map<EngineName, EngineRecord> records = new EnumMap<>(EngineName.class);
        Map<EngineName, List<Integer>> ports = new EnumMap<>(EngineName.class);
        for (EngineName engine : EngineName.values()) {
            EngineRecord record = EngineRecord.read(folder.record(engine)).orElse(null);
            if (record == null) {
                ports.put(engine, free.free(engine.ports()));
            } else {
                records.put(engine, record);
                ports.put(engine, record.orphan().isPresent() ? record.ports() : free.freeOrFormer(record.ports()));
            }
        }
        return new Orphans(records, ports);
    }

    @Nullable
    EngineRecord record(EngineName engine) {
        return records.get(engine);
    }

    /// The ports of `engine` for this server's life: those of the orphan, or free ones.
    List<Integer> ports(EngineName engine) {
        return ports.getOrDefault(engine, List.of());
    }

    boolean isEmpty() {
        return records.isEmpty();
    }
}
