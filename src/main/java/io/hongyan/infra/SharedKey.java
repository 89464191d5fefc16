package io.hongyan.infra;

import java.security.SecureRandom;
import org.jdbi.v3.core.Jdbi;

/// Keys to authenticate with what is given to clients and comes back, kept in PostgreSQL so that all nodes have the
/// same.
public final class SharedKey {

    private static final int BYTES = 32;

    private SharedKey() {}

    /// Reads the key of this name; the first node of an installation makes it.
    public static byte[] load(Jdbi jdbi, String name) {
        SecretRepository secrets = jdbi.onDemand(SecretRepository.class);
        byte[] candidate = new byte[BYTES];
        new SecureRandom().nextBytes(candidate);
        secrets.storeIfAbsent(name, candidate);
        return secrets.find(name).getFirst();
    }
}
