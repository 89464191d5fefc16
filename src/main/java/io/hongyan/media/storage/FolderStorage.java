package io.hongyan.media.storage;

import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// Media in a folder: of this machine, or of a network where several nodes share it.
public final class FolderStorage implements Storage {

    private final Path folder;

    public FolderStorage(Path folder) {
        this.folder = folder;
    }

    /// A file is there whole or not at all: it is written to the disk first, and then moved to its place.
    @Override
    public void put(String key, Path file) throws IOException {
        Path target = folder.resolve(key);
        Files.createDirectories(target.getParent());
        force(file);
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException otherDisk) {
            Path beside = target.resolveSibling("." + UUID.randomUUID());
            Files.copy(file, beside);
            force(beside);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    @Override
    public InputStream open(String key, long from, long length) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve(key), StandardOpenOption.READ);
        try {
            channel.position(from);
            return ByteStreams.limit(Channels.newInputStream(channel), length);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void delete(String key) throws IOException {
        Files.deleteIfExists(folder.resolve(key));
    }
}
