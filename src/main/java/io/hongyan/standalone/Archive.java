package io.hongyan.standalone;

import io.hongyan.infra.FolderTree;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

/// An engine's program as the jar carries it: a tar whose content is known by its hash.
final class Archive {

    private final String name;
    private final String hash;
    private final Supplier<InputStream> content;

    Archive(String name, String hash, Supplier<InputStream> content) {
        this.name = name;
        this.hash = hash;
        this.content = content;
    }

    /// The archive that this build carries for `engine`.
    static Archive of(EngineName engine) {
        String resource = "/engines/" + engine.file() + ".tar";
        try (InputStream hash = Archive.class.getResourceAsStream(resource + ".sha256")) {
            if (hash == null) {
                throw new StandaloneFailure("This build carries no " + engine.title() + ": run mvn package.");
            }
            return new Archive(
                    engine.file(),
                    new String(hash.readAllBytes(), US_ASCII).strip().substring(0, 12),
                    () -> requireNonNull(Archive.class.getResourceAsStream(resource), resource));
        } catch (IOException e) {
            throw new StandaloneFailure("The jar of this server is damaged: " + e.getMessage() + ".", e);
        }
    }

    /// Unpacks into `programs/NAME-HASH`, unless that was done before, and answers that folder.
    ///
    /// The folder is there whole or not at all: it is unpacked beside, then renamed. Folders of other versions go.
    Path unpackInto(Path programs) throws IOException {
        Path folder = programs.resolve(name + "-" + hash);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try (Stream<Path> others = Files.list(programs)) {
            for (Path other : others.filter(
                            path -> path.getFileName().toString().startsWith(name + "-"))
                    .toList()) {
                FolderTree.delete(other);
            }
        }
        Path beside = programs.resolve(name + "-" + hash + ".new");
        try (InputStream archive = content.get()) {
            unpack(archive, beside);
        }
        Files.move(beside, folder);
        return folder;
    }

    private static void unpack(InputStream content, Path folder) throws IOException {
        Files.createDirectories(folder);
        TarArchiveInputStream tar = new TarArchiveInputStream(new BufferedInputStream(content, 1 << 16));
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path path = folder.resolve(entry.getName()).normalize();
            if (!path.startsWith(folder)) {
                throw new IOException("the archive leaves its folder: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(path);
                continue;
            }
            Files.createDirectories(requireNonNull(path.getParent()));
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else if (path.toString().endsWith(".tar")) {
                unpack(tar, requireNonNull(path.getParent()));
            } else {
                Forks.whileNoneStarts(() -> Files.copy(tar, path));
                // A JVM's cache fits only the libraries that it was made from, which it knows by size and time.
                Files.setLastModifiedTime(path, entry.getLastModifiedTime());
                Files.setPosixFilePermissions(path, permissions(entry.getMode()));
            }
        }
    }

    /// Whatever the umask: PostgreSQL's program is also read by a user of its own.
    private static Set<PosixFilePermission> permissions(int mode) {
        return PosixFilePermissions.fromString((mode & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x");
    }
}
