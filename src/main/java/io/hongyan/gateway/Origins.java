package io.hongyan.gateway;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which web pages may connect. Programs that aren't web pages send no origin and may.
final class Origins {

    private static final String ANY = "*";

    private final Set<String> allowed;

    /// `allowed` are origins besides the server's own host; `*` is any.
    Origins(List<String> allowed) {
        this.allowed =
                allowed.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /// Whether a page of `origin` may connect to us as `host`, the name without a port.
    boolean allow(@Nullable String origin, @Nullable String host) {
        return origin == null
                || allowed.contains(ANY)
                || allowed.contains(origin.toLowerCase(Locale.ROOT))
                || isOf(origin, host);
    }

    /// Another port of the same host counts as the same: a page served by a development server there is ours.
    private static boolean isOf(String origin, @Nullable String host) {
        try {
            String name = new URI(origin).getHost();
            return name != null && name.equalsIgnoreCase(host);
        } catch (URISyntaxException notAnOrigin) {
            return false;
        }
    }
}
