package io.hongyan.sync.cursor;

import java.security.SecureRandom;
import org.jdbi.v3.core.Jdbi;

/// The key that cursors are authenticated with, kept in PostgreSQL so that all nodes have the same.
public final class CursorKey {

    private static final String NAME = "cursors";
    private static final int BYTES = 32;

    private CursorKey() {}

    /// Reads it; the first node of an installation makes it.
    public static byte[] load(Jdbi jdbi) {
        SecretRepository secrets = jdbi.onDemand(SecretRepository.class);
        byte[] candidate = new byte[BYTES];
        new SecureRandom().nextBytes(candidate);
        secrets.storeIfAbsent(NAME, candidate);
        return secrets.find(NAME).getFirst();
    }
}
