package io.hongyan.infra;

import org.rocksdb.RocksDB;

/// The native code of the topologies' stores, which comes in a jar and is unpacked to be loaded.
public final class NativeCode {

    /// What the C library says of a file system that allows no programs.
    private static final String NOT_MAPPED = "failed to map segment";

    private static final String REMEDY =
            ": name a folder whose file system allows programs with HONGYAN_JAVA_OPTIONS=-Djava.io.tmpdir=DIR";

    private NativeCode() {}

    /// Loads it before the first topology would: there nobody but the log could be told that it can't be.
    ///
    /// @throws StartFailure where it can't be, such as from a folder that allows no programs
    public static void load() {
        try {
            RocksDB.loadLibrary();
        } catch (UnsatisfiedLinkError | RuntimeException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            String message = String.valueOf(reason.getMessage());
            throw new StartFailure(
                    "The native code of RocksDB can't be loaded from %s (%s)%s."
                            .formatted(
                                    System.getProperty("java.io.tmpdir"),
                                    message,
                                    message.contains(NOT_MAPPED) ? REMEDY : ""),
                    e);
        }
    }
}
