package io.hongyan.infra;

import io.hongyan.error.HongyanException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.UriInfo;

/// Refuses [UnfitText] in queries and paths, as [Json] does in bodies.
public final class FitParameters implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        if (UnfitText.in(uri.getPath())) {
            throw HongyanException.notFound("There is nothing at this address.");
        }
        uri.getQueryParameters().forEach((name, values) -> {
            if (UnfitText.in(name) || values.stream().anyMatch(UnfitText::in)) {
                throw HongyanException.invalid("/" + name, "contains NUL or an unpaired surrogate");
            }
        });
    }
}
