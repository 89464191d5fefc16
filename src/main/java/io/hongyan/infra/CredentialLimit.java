package io.hongyan.infra;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// Takes a turn of the caller's [AddressLimit] before a [CredentialLimited] method reads its request.
@CredentialLimited
public final class CredentialLimit implements ContainerRequestFilter {

    private final AddressLimit limit;

    @Context
    private @Nullable HttpServletRequest connection;

    public CredentialLimit(AddressLimit limit) {
        this.limit = limit;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        limit.take(requireNonNull(connection, "connection is null").getRemoteAddr());
    }
}
