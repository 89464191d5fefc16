package io.hongyan.launcher;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The main class of the jar: runs the server in a Java that is new enough, with the options it wants.
 *
 * <p>Compiled for Java 8, because it is there to say what is missing when an old Java is asked to run the jar. It holds
 * a pipe to the server, which ends with this JVM, so that neither outlives the other.
 */
public final class Launcher {

    private static final String SERVER = "io.hongyan.HongyanApplication";

    private static final String USAGE = "Usage: java -jar hongyan.jar COMMAND …\n"
            + "\n"
            + "  standalone [--data DIR] [--port PORT] [--admin-port PORT]\n"
            + "                      start PostgreSQL, Kafka, Redis, Neo4j and the server on this machine\n"
            + "  server config.yml   start the server with engines of your own\n"
            + "  check config.yml    say whether a configuration is right\n"
            + "  db COMMAND config.yml\n"
            + "                      the migrations of PostgreSQL: status, migrate and others\n"
            + "  graph migrate config.yml\n"
            + "                      bring the constraints and indexes of Neo4j up to date\n"
            + "  verify [--data DIR | config.yml] [--user ID]\n"
            + "                      count again what everybody hasn't read, and compare\n"
            + "  rebuild projections|state [--data DIR | config.yml]\n"
            + "                      make views anew from the log, or Kafka's state from PostgreSQL\n"
            + "  import FILE… [--data DIR | --config config.yml]\n"
            + "                      bring users, contacts and groups from CSV and JSON files in\n"
            + "  demo                let a few people talk on a running standalone, and show what each sees\n"
            + "  bench-graph [--data DIR | config.yml] [--people N] [--relations N]\n"
            + "                      measure the relation chain on a generated graph\n"
            + "  bench-topology [--data DIR] [--rate R,R,…]\n"
            + "                      measure the topologies alone, on a Kafka of their own\n"
            + "  prepare             let the server start faster: a rehearsal of two minutes, once per jar\n"
            + "\n"
            + "  COMMAND -h tells more.";

    private Launcher() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0 || arguments[0].equals("-h") || arguments[0].equals("--help")) {
            System.out.println(USAGE);
            return;
        }
        Optional<JavaHome> java = JavaHome.find();
        if (!java.isPresent()) {
            System.err.println("Hongyan needs Java " + JavaHome.OLDEST + " or newer, this is Java "
                    + System.getProperty("java.version")
                    + ", and no other was found: install one, or point JAVA_HOME to it.");
            System.exit(1);
            return;
        }
        System.exit(run(command(java.get(), arguments)));
    }

    private static List<String> command(JavaHome java, String[] arguments) throws IOException, URISyntaxException {
        List<String> command = new ArrayList<>();
        command.add(java.executable().getPath());
        command.addAll(options());
        String own = System.getenv("HONGYAN_JAVA_OPTIONS");
        if (own != null && !own.trim().isEmpty()) {
            command.addAll(Arrays.asList(own.trim().split("\\s+")));
        }
        if (arguments[0].equals("standalone")) {
            File temporary = DataFolder.temporary(arguments);
            if (temporary.isDirectory()) {
                // Elsewhere the server says what is wrong, and the JVM would say something before.
                command.add("-Djava.io.tmpdir=" + temporary);
            }
        }
        File jar = jar();
        File cache = new File(jar.getPath().replaceAll("\\.jar$", ".aot"));
        if (isPrepared(jar)) {
            command.add("-XX:AOTCache=" + cache.getPath());
            // One that doesn't fit is no reason for a word: the server only starts as slowly as without it.
            command.add("-Xlog:aot*=off");
        }
        command.add("-Dhongyan.launched=true");
        command.add("-cp");
        command.add(jar.getPath());
        command.add(SERVER);
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /// Whether the cache beside the jar is of it: the JVM would take an old one's classes for those of a new jar.
    private static boolean isPrepared(File jar) {
        File stamp = new File(jar.getPath().replaceAll("\\.jar$", ".prepared"));
        String now = jar.length() + " " + jar.lastModified() / 1000;
        try {
            return stamp.exists()
                    && now.equals(new String(Files.readAllBytes(stamp.toPath()), StandardCharsets.US_ASCII));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static File jar() throws URISyntaxException {
        return new File(Launcher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static List<String> options() throws IOException {
        List<String> options = new ArrayList<>();
        try (InputStream file = Launcher.class.getResourceAsStream("/jvm.options");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.trim().isEmpty() && !line.startsWith("#")) {
                    options.add(line.trim());
                }
            }
        }
        return options;
    }

    /** Runs the server and answers its exit code; SIGTERM and Ctrl-C are passed on, and its end is waited for. */
    private static int run(List<String> command) throws IOException, InterruptedException {
        final Process server = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread("stop-server") {
            @Override
            public void run() {
                server.destroy();
                try {
                    server.waitFor();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        try (OutputStream pipe = server.getOutputStream()) {
            return server.waitFor();
        }
    }
}
