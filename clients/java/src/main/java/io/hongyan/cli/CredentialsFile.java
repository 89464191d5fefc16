package io.hongyan.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.hongyan.sdk.model.Json;
import io.hongyan.sdk.rest.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

/// Who is logged in, in a file that only its owner can read.
///
/// A refresh token is good once, so whoever refreshes holds a lock from reading the file to writing it.
final class CredentialsFile {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path file;
    private final Path folder;

    CredentialsFile(Path file) {
        this.file = file.toAbsolutePath();
        this.folder = requireNonNull(this.file.getParent(), "a file has a folder");
    }

    /// Where somebody is logged in, and as whom.
    record Credentials(URI server, Tokens tokens) {}

    Optional<Credentials> read() {
        try {
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                throw new Failures.NotLoggedIn(
                        "Others may read " + file + ": log in again, or take their permission with 'chmod 600'.");
            }
            return Optional.of(Json.MAPPER.readValue(Files.readString(file), Credentials.class));
        } catch (NoSuchFileException nobody) {
            return Optional.empty();
        } catch (JsonProcessingException broken) {
            throw new Failures.NotLoggedIn(file + " can't be understood: log in again with 'hongyan-cli login'.");
        } catch (IOException unreadable) {
            throw unusable("read", unreadable);
        }
    }

    void write(Credentials credentials) {
        try {
            makeFolder();
            Path fresh = Files.createTempFile(
                    folder, "credentials", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            try {
                Files.writeString(fresh, Json.MAPPER.writeValueAsString(credentials));
                replace(fresh);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException unwritable) {
            throw unusable("written", unwritable);
        }
    }

    private void makeFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY_FOLDER));
        }
    }

    private void replace(Path fresh) throws IOException {
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException impossibleHere) {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Does something that no other command line may do meanwhile, nor another thread of this one.
    <T> T locked(Supplier<T> action) {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        synchronized (CredentialsFile.class) {
            try {
                makeFolder();
                try (FileChannel channel = FileChannel.open(lock, CREATE, WRITE)) {
                    // Let go with the channel.
                    channel.lock();
                    return action.get();
                }
            } catch (IOException unusable) {
                throw unusable("locked", unusable);
            }
        }
    }

    private UncheckedIOException unusable(String what, IOException cause) {
        return new UncheckedIOException(file + " can't be " + what + ": " + cause.getMessage(), cause);
    }
}
