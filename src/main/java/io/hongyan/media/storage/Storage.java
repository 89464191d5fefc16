package io.hongyan.media.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// Where the bytes of media are: under keys, written whole, read in ranges.
///
/// A key is letters, digits, `-` and `/`. Thread-safe.
public interface Storage {

    /// Keeps what is in `file` under `key`, in place of what was there. Durable when it returns; the file may be gone
    /// then.
    void put(String key, Path file) throws IOException;

    /// The `length` bytes that begin at `from`, all of which are there.
    ///
    /// @throws java.nio.file.NoSuchFileException if nothing is kept under `key`
    InputStream open(String key, long from, long length) throws IOException;

    /// Forgets what is kept under `key`, if anything is.
    void delete(String key) throws IOException;
}
