package io.hongyan.prepare;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import io.hongyan.infra.FolderTree;
import io.hongyan.standalone.EngineCache;
import io.hongyan.standalone.EngineName;
import io.hongyan.standalone.JarStamp;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/// `prepare`: once per jar, so that servers start in less time and aren't slow at first.
///
/// It leaves `hongyan.aot` beside `hongyan.jar`, which whatever starts the server hands to its JVM, and a cache for
/// each engine that is a Java program. They aren't used where the jar is another by then, and the JVM ignores them
/// where the Java is.
public final class PrepareCommand extends Command {

    private static final String JAR = ".jar";
    private static final double BYTES_PER_MEGABYTE = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintStream out;

    public PrepareCommand(PrintStream out) {
        super("prepare", "Lets servers start faster: runs one for a minute, and keeps what the JVM learnt");
        this.out = out;
    }

    @Override
    public void configure(Subparser parser) {
        // It has no arguments: what it makes belongs beside the jar.
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace arguments) throws Exception {
        long begin = System.nanoTime();
        String classPath = System.getProperty("java.class.path");
        if (!classPath.endsWith(JAR)) {
            throw new PrepareFailure("Only a jar can be prepared, not " + classPath + ".");
        }
        Path jar = Path.of(classPath).toAbsolutePath();
        Path cache = JarStamp.beside(jar, ".aot");
        Path folder = jar.resolveSibling("prepare-" + ProcessHandle.current().pid());
        try {
            Rehearsal rehearsal = new Rehearsal(folder);
            // Another jar may have taken its place by the end.
            String rehearsed = JarStamp.of(jar);
            rehearsal.run();
            JarStamp.delete(jar);
            for (EngineName engine : EngineCache.ENGINES) {
                rehearsal.keep(EngineCache.file(engine), EngineCache.beside(jar, engine));
            }
            rehearsal.keep(Rehearsal.CACHE, cache);
            JarStamp.write(jar, rehearsed);
        } finally {
            FolderTree.delete(folder);
        }
        out.printf(
                Locale.ROOT,
                "%s is made after %.0f s: %.0f MB%n",
                cache,
                (System.nanoTime() - begin) / NANOS_PER_SECOND,
                Files.size(cache) / BYTES_PER_MEGABYTE);
    }

    @Override
    public void onError(Cli cli, Namespace arguments, Throwable failure) {
        if (failure instanceof PrepareFailure || failure instanceof IOException) {
            cli.getStdErr().println("Nothing was prepared: " + failure.getMessage());
        } else {
            super.onError(cli, arguments, failure);
        }
    }
}
