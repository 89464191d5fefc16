package io.hongyan.standalone;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A password as Neo4j's `auth.ini` holds it: SHA-256 over salt and password, 1,024 times.
///
/// The same that `neo4j-admin dbms set-initial-password` writes, without a second JVM and without the password on a
/// command line, where every user of the machine reads it.
record Neo4jPassword(byte[] salt, byte[] hash) {

    private static final int ITERATIONS = 1024;
    private static final int SALT_BYTES = 32;

    static Neo4jPassword hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return hash(password, salt);
    }

    static Neo4jPassword hash(String password, byte[] salt) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(salt);
            byte[] hash = sha.digest(password.getBytes(UTF_8));
            for (int i = 1; i < ITERATIONS; i++) {
                hash = sha.digest(hash);
            }
            return new Neo4jPassword(salt, hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// The line of `auth.ini` that gives `user` this password.
    String line(String user) {
        HexFormat hex = HexFormat.of();
        return "%s:SHA-256,%s,%s,%d:".formatted(user, hex.formatHex(hash), hex.formatHex(salt), ITERATIONS);
    }
}
