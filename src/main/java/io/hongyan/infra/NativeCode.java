package io.hongyan.infra;

import org.rocksdb.RocksDB;

/// The native code of the topologies' stores, which comes in a jar and is unpacked to be loaded.
public final class NativeCode {

    private NativeCode() {}

    /// Loads it before the first topology would: there nobody but the log could be told that it can't be.
    ///
    /// @throws StartFailure where the folder for temporary files isn't one that programs may be in
    public static void load() {
        try {
            RocksDB.loadLibrary();
        } catch (UnsatisfiedLinkError | RuntimeException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new StartFailure(
                    "The native code of RocksDB can't be loaded from %s (%s): name a folder whose file system allows"
                                    .formatted(System.getProperty("java.io.tmpdir"), reason.getMessage())
                            + " programs with HONGYAN_JAVA_OPTIONS=-Djava.io.tmpdir=DIR.",
                    e);
        }
    }
}
