package io.hongyan.account.token;

import io.dropwizard.auth.AuthDynamicFeature;
import io.dropwizard.auth.AuthFilter;
import io.dropwizard.auth.AuthValueFactoryProvider;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets a request with a good access token in its `Authorization` header reach a resource that wants a [Caller].
///
/// Dropwizard's own filter would also take a token from the address, where it ends up in logs.
@Priority(Priorities.AUTHENTICATION)
public final class BearerFilter extends AuthFilter<String, Caller> {

    private static final String SCHEME = "Bearer";

    private BearerFilter(AccessTokens tokens) {
        this.authenticator = token -> Optional.of(tokens.authenticate(token));
    }

    /// Makes `@Auth Caller` work in every resource, and [AdminOnly] with it.
    public static void register(AccessTokens tokens, JerseyEnvironment jersey) {
        jersey.register(new AuthDynamicFeature(new BearerFilter(tokens)));
        jersey.register(new AdminOnly.Filter());
        jersey.register(new AuthValueFactoryProvider.Binder<>(Caller.class));
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String token = token(request.getHeaderString(HttpHeaders.AUTHORIZATION));
        if (token == null || !authenticate(request, token, SCHEME)) {
            throw new HongyanException(ErrorCode.UNAUTHENTICATED, "An access token is needed: Authorization: Bearer …");
        }
    }

    private static @Nullable String token(@Nullable String authorization) {
        String prefix = SCHEME + " ";
        return authorization != null && authorization.regionMatches(true, 0, prefix, 0, prefix.length())
                ? authorization.substring(prefix.length()).strip()
                : null;
    }
}
