package io.hongyan.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers with the files of the web app and nothing else. Thread-safe.
final class WebServlet extends HttpServlet {

    /// Nothing from anywhere else, nothing written into the page, and the page in no other.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
            + "img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; manifest-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String START = "/index.html";

    private final transient Map<String, WebFile> files;

    WebServlet(Map<String, WebFile> files) {
        this.files = Map.copyOf(files);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        WebFile file = file(request.getRequestURI());
        if (file == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setHeader("Cache-Control", file.isForEver() ? "public, max-age=31536000, immutable" : "no-cache");
        response.setHeader("ETag", file.tag());
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        if (isKnown(request.getHeader("If-None-Match"), file.tag())) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(file.type());
        response.setContentLength(file.content().length);
        response.getOutputStream().write(file.content());
    }

    private @Nullable WebFile file(String path) {
        return files.get(path.equals("/") ? START : path);
    }

    /// Compressing an answer changes the end of its tag.
    private static boolean isKnown(@Nullable String known, String tag) {
        return known != null && known.contains(tag.substring(1, tag.length() - 1));
    }
}
