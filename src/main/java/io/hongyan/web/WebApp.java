package io.hongyan.web;

import io.dropwizard.core.setup.Environment;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The web app: its start page at `/`, its files beside it, all of them in memory.
public final class WebApp {

    private static final String FOLDER = "/web";
    private static final String LIST = FOLDER + "/files.txt";

    private WebApp() {}

    /// Serves what the build has put into the jar: nothing, where classes were compiled without it.
    public static void register(Environment environment) {
        Map<String, WebFile> files = files();
        if (files.isEmpty()) {
            return;
        }
        ServletRegistration.Dynamic servlet = environment.servlets().addServlet("web", new WebServlet(files));
        // Each by its exact address, which wins over Jersey's `/*`; the empty pattern is that of `/` alone.
        servlet.addMapping(files.keySet().toArray(String[]::new));
        servlet.addMapping("");
    }

    static Map<String, WebFile> files() {
        Map<String, WebFile> files = new TreeMap<>();
        try (InputStream list = WebApp.class.getResourceAsStream(LIST)) {
            if (list == null) {
                return files;
            }
            for (String name : new String(list.readAllBytes(), UTF_8).lines().toList()) {
                files.put("/" + name, WebFile.of("/" + name, read(FOLDER + "/" + name)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream file = WebApp.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IOException(resource + " is listed and isn't there");
            }
            return file.readAllBytes();
        }
    }
}
