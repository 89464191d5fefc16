package io.hongyan.streams.engine;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/// Bounds the memory of all RocksDB stores of the process together: by default each would take 50 MB of cache and
/// 48 MB of write buffers for itself.
///
/// As described in Kafka's "Memory Management" page for Streams.
public final class BoundedRocksDb implements RocksDBConfigSetter {

    private static final long MEMORY = 64L << 20;
    private static final long WRITE_BUFFERS = 32L << 20;
    private static final long WRITE_BUFFER = 4L << 20;

    /// How much of a write buffer the filter takes that says which keys aren't in it.
    private static final double FILTER_SHARE = 0.05;

    static {
        org.rocksdb.RocksDB.loadLibrary();
    }

    private static final Cache CACHE = new LRUCache(MEMORY);
    private static final WriteBufferManager BUFFERS = new WriteBufferManager(WRITE_BUFFERS, CACHE);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        options.setWriteBufferManager(BUFFERS);
        options.setWriteBufferSize(WRITE_BUFFER);
        options.setMaxWriteBufferNumber(2);
        // What is looked for most, whether a client id came before, is nearly never there.
        options.setMemtablePrefixBloomSizeRatio(FILTER_SHARE);
        options.setMemtableWholeKeyFiltering(true);
        options.setTableFormatConfig(table);
    }

    /// The cache is shared by all stores, so none of them closes it.
    @Override
    public void close(String storeName, Options options) {}
}
