package io.hongyan.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Tells which jar the caches beside it were made of.
///
/// Java 25 takes classes from a cache without asking whether the jar is still the one that they came from: with another
/// in its place, the old program runs. So whoever hands a cache to a JVM looks here first, the scripts too.
public final class JarStamp {

    private static final String JAR = ".jar";

    private JarStamp() {}

    /// The file beside `jar` with this ending in place of the jar's own.
    public static Path beside(Path jar, String ending) {
        String name = jar.getFileName().toString();
        return jar.resolveSibling(name.substring(0, name.length() - JAR.length()) + ending);
    }

    /// Notes that the caches beside `jar` are of it as it was `then`.
    public static void write(Path jar, String then) throws IOException {
        Files.writeString(file(jar), then);
    }

    /// The caches beside `jar` fit nothing from here on.
    public static void delete(Path jar) throws IOException {
        Files.deleteIfExists(file(jar));
    }

    /// Whether the caches beside `jar` are of it as it is now.
    public static boolean fits(Path jar) {
        try {
            return Files.exists(file(jar)) && Files.readString(file(jar)).equals(of(jar));
        } catch (IOException unreadable) {
            return false;
        }
    }

    /// Its size in bytes, and when it was changed last, in seconds since 1970.
    public static String of(Path jar) throws IOException {
        return Files.size(jar) + " " + Files.getLastModifiedTime(jar).to(TimeUnit.SECONDS);
    }

    private static Path file(Path jar) {
        return beside(jar, ".prepared");
    }
}
