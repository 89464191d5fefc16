package io.hongyan.standalone;

import io.hongyan.infra.FolderTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

/// The folder that the standalone mode keeps everything in, locked for as long as this is open.
///
/// The lock belongs to the process, so `kill -9` frees it.
final class DataFolder implements AutoCloseable {

    /// Entered by PostgreSQL's own user when the server runs as root; what is private in it says so itself.
    private static final String SHARED = "rwxr-xr-x";

    private static final String PRIVATE = "rwx------";

    /// The programs, the empty databases, and some room to work.
    private static final long FIRST_START_SPACE = 768L << 20;

    private static final long SPACE = 256L << 20;

    private final Path root;
    private final FileChannel lock;

    private DataFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /// Makes the folder where it is missing, and locks it.
    static DataFolder open(Path path) {
        Path root = path.toAbsolutePath().normalize();
        requireUsableName(root);
        try {
            createFolder(root, SHARED);
            FileChannel lock = lock(root);
            DataFolder folder = new DataFolder(root, lock);
            createFolder(folder.programs(), SHARED);
            createFolder(folder.logs(), PRIVATE);
            createFolder(folder.run(), PRIVATE);
            createFolder(folder.server(), PRIVATE);
            createFolder(folder.temporary(), PRIVATE);
            return folder;
        } catch (IOException e) {
            throw StandaloneFailure.of(e, root);
        }
    }

    /// Whether a server runs on the folder, or whatever else has it open.
    static boolean isInUse(Path root) {
        try (FileChannel channel = FileChannel.open(root.resolve("lock"), CREATE, WRITE)) {
            return tryLock(channel) == null;
        } catch (IOException e) {
            throw StandaloneFailure.of(e, root);
        }
    }

    /// Kafka takes a list of folders, and Java a list of libraries.
    private static void requireUsableName(Path root) {
        for (String separator : List.of(",", ":")) {
            if (root.toString().contains(separator)) {
                throw new StandaloneFailure("%s can't be used, because of the '%s' in it: choose another with --data."
                        .formatted(root, separator));
            }
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel = FileChannel.open(root.resolve("lock"), CREATE, WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new StandaloneFailure("Another server is running on " + root + ".");
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void createFolder(Path folder, String permissions) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            // Set afterwards, because what is asked for at creation is cut by the umask.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
        } catch (FileAlreadyExistsException e) {
            throw new StandaloneFailure(e.getFile() + " is a file where a folder is needed.", e);
        }
    }

    Path root() {
        return root;
    }

    Path credentials() {
        return root.resolve("credentials.json");
    }

    Path programs() {
        return root.resolve("engines");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path run() {
        return root.resolve("run");
    }

    Path server() {
        return root.resolve("server");
    }

    Path temporary() {
        return root.resolve("tmp");
    }

    Path data(EngineName engine) {
        return root.resolve(engine.file());
    }

    Path log(EngineName engine) {
        return logs().resolve(engine.file() + ".log");
    }

    Path record(EngineName engine) {
        return record(root, engine);
    }

    /// The same of a folder that another server may have opened.
    static Path record(Path root, EngineName engine) {
        return root.resolve("run").resolve(engine.file() + ".json");
    }

    /// Refuses to start where the disk is about to be full: engines that hit its end are hard to understand.
    void ensureSpace() throws IOException {
        boolean first = Files.notExists(credentials());
        long needed = first ? FIRST_START_SPACE : SPACE;
        long usable = Files.getFileStore(root).getUsableSpace();
        if (usable < needed) {
            throw new StandaloneFailure("The disk of %s is full: %d MB are free, and %d MB are needed."
                    .formatted(root, usable >> 20, needed >> 20));
        }
    }

    /// Empties the temporary folder: a killed process leaves its unpacked native libraries there.
    void clearTemporary() throws IOException {
        try (Stream<Path> files = Files.list(temporary())) {
            for (Path file : files.toList()) {
                FolderTree.delete(file);
            }
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw StandaloneFailure.of(e, root);
        }
    }
}
