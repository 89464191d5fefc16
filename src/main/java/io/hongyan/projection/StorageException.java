package io.hongyan.projection;

import org.jspecify.annotations.Nullable;

/// PostgreSQL can't be used at the moment, for a reason that isn't in the data: the same call may succeed later.
final class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StorageException(Throwable cause) {
        super(innermost(cause), cause);
    }

    /// What the driver says, without what Jdbi adds of statements and arguments.
    private static @Nullable String innermost(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getMessage();
    }
}
