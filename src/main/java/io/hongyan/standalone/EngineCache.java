package io.hongyan.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The ahead-of-time caches of the engines that are Java programs: what their JVMs learnt in the rehearsal of
/// `prepare`, a file for each beside the server's jar. Without one, or with one that doesn't fit, an engine only
/// starts later.
public final class EngineCache {

    /// The engines that have one.
    public static final List<EngineName> ENGINES = List.of(EngineName.KAFKA, EngineName.NEO4J);

    /// The property that tells a server in its rehearsal the folder where its engines are to leave theirs.
    public static final String REHEARSAL = "hongyan.rehearsal";

    private static final String JAR = ".jar";

    /// Making a cache comes after an engine's end and before that of its process.
    private static final Duration MAKING = Duration.ofMinutes(3);

    private EngineCache() {}

    /// Where the cache of `engine` is looked for, beside the server's jar.
    public static Path beside(Path jar, EngineName engine) {
        return JarStamp.beside(jar, "-" + file(engine));
    }

    /// What it is called in the rehearsal's folder.
    public static String file(EngineName engine) {
        return engine.file() + ".aot";
    }

    /// What an engine's JVM is to be told: to use its cache, or in the rehearsal to leave one.
    static List<String> options(EngineName engine) {
        @Nullable String rehearsal = System.getProperty(REHEARSAL);
        return rehearsal == null
                ? reading(engine)
                : List.of("-XX:AOTCacheOutput=" + Path.of(rehearsal).resolve(file(engine)));
    }

    /// What the JVM of another program from an engine's libraries is to be told: to use the cache, if there is one.
    static List<String> reading(EngineName engine) {
        String classPath = System.getProperty("java.class.path");
        if (!classPath.endsWith(JAR)) {
            return List.of();
        }
        Path jar = Path.of(classPath).toAbsolutePath();
        Path cache = beside(jar, engine);
        return JarStamp.fits(jar) && Files.isReadable(cache)
                ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off")
                : List.of();
    }

    /// How long an engine may take to end, which usually takes `usual`.
    static Duration stopPatience(Duration usual) {
        return System.getProperty(REHEARSAL) == null ? usual : MAKING;
    }
}
