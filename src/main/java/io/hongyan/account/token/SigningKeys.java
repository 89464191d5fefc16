package io.hongyan.account.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.hongyan.infra.StartFailure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.List;
import java.util.stream.Stream;

/// The keys that access tokens are signed with: files `*.jwk` of one folder, each a private P-256 key.
///
/// The last by file name signs, all verify. So a key is changed by adding a file, on every node before the first is
/// restarted, and taking the old one away a day later. All nodes of an installation need the same files.
record SigningKeys(List<ECKey> keys) {

    SigningKeys {
        keys = List.copyOf(keys);
    }

    /// Reads the keys in `folder`, and makes the first one where there is none.
    ///
    /// @throws StartFailure if that can't be done, with one sentence that says why
    static SigningKeys load(Path folder) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (files(folder).isEmpty()) {
                make(folder);
            }
            return new SigningKeys(files(folder).stream().map(SigningKeys::read).toList());
        } catch (IOException unusable) {
            throw new StartFailure("The folder of signing keys " + folder + " can't be used: " + unusable, unusable);
        }
    }

    ECKey signing() {
        return keys.getLast();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jwk"))
                    .sorted()
                    .toList();
        }
    }

    /// Of nodes that start at once on a shared folder, one makes the key and all use it: a link is made whole or
    /// not.
    private static void make(Path folder) throws IOException {
        Path draft = Files.createTempFile(
                folder,
                "key",
                ".draft",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            ECKey key =
                    new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
            Files.writeString(draft, key.toJSONString() + "\n");
            Files.createLink(folder.resolve("0001.jwk"), draft);
        } catch (FileAlreadyExistsException madeByAnother) {
            // Theirs is used.
        } catch (JOSEException impossible) {
            throw new IllegalStateException("This Java can't make a P-256 key", impossible);
        } finally {
            Files.delete(draft);
        }
    }

    private static ECKey read(Path file) {
        try {
            ECKey key = ECKey.parse(Files.readString(file));
            if (!key.isPrivate() || !Curve.P_256.equals(key.getCurve())) {
                throw new StartFailure("The signing key " + file + " is not a private P-256 key");
            }
            return key.getKeyID() == null
                    ? new ECKey.Builder(key).keyIDFromThumbprint().build()
                    : key;
        } catch (IOException | ParseException | JOSEException unreadable) {
            throw new StartFailure(
                    "The signing key " + file + " can't be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
