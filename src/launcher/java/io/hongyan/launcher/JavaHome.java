package io.hongyan.launcher;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An installed Java. */
final class JavaHome {

    /** The oldest version that runs the server. */
    static final int OLDEST = 25;

    /** Where Linux distributions, installers and version managers put them. */
    private static final List<String> FOLDERS = Arrays.asList(
            "/usr/lib/jvm",
            "/usr/java",
            "/opt",
            "/opt/java",
            "/usr/local",
            System.getProperty("user.home") + "/.sdkman/candidates/java",
            System.getProperty("user.home") + "/.jdks",
            System.getProperty("user.home") + "/.local/share/mise/installs/java",
            System.getProperty("user.home") + "/.asdf/installs/java");

    private static final Pattern VERSION = Pattern.compile("(?:1\\.)?(\\d+).*");

    private final File home;

    JavaHome(File home) {
        this.home = home;
    }

    /** The first that is new enough: the one that runs this, that of JAVA_HOME, of the PATH, or any other installed. */
    static Optional<JavaHome> find() {
        for (JavaHome candidate : candidates()) {
            if (candidate.version() >= OLDEST) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static List<JavaHome> candidates() {
        List<JavaHome> candidates = new ArrayList<>();
        candidates.add(new JavaHome(new File(System.getProperty("java.home"))));
        String environment = System.getenv("JAVA_HOME");
        if (environment != null && !environment.isEmpty()) {
            candidates.add(new JavaHome(new File(environment)));
        }
        String path = System.getenv("PATH");
        for (String folder : path == null ? new String[0] : path.split(File.pathSeparator)) {
            addHomeOf(new File(folder, "java"), candidates);
        }
        for (String folder : FOLDERS) {
            File[] homes = new File(folder).listFiles();
            if (homes != null) {
                Arrays.sort(homes);
                for (File home : homes) {
                    candidates.add(new JavaHome(home));
                }
            }
        }
        return candidates;
    }

    /** The Java that {@code executable} belongs to once its links are followed. */
    private static void addHomeOf(File executable, List<JavaHome> candidates) {
        try {
            File bin = executable.getCanonicalFile().getParentFile();
            if (executable.canExecute() && bin != null && bin.getName().equals("bin")) {
                candidates.add(new JavaHome(bin.getParentFile()));
            }
        } catch (IOException e) {
            // A folder of the PATH that can't be followed holds no Java for us.
        }
    }

    File executable() {
        return new File(new File(home, "bin"), "java");
    }

    /** Its version, or 0 if it isn't one: from the file {@code release}, or else asked. */
    int version() {
        if (!executable().canExecute() || executable().isDirectory()) {
            return 0;
        }
        File release = new File(home, "release");
        if (!release.canRead()) {
            return ask();
        }
        Properties properties = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(release.toPath(), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            return ask();
        }
        return version(properties.getProperty("JAVA_VERSION", "").replace("\"", ""));
    }

    private int ask() {
        try {
            Process java = new ProcessBuilder(executable().getPath(), "-version")
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(java.getInputStream(), StandardCharsets.UTF_8))) {
                String line = reader.readLine();
                String[] quoted = line == null ? new String[0] : line.split("\"");
                return quoted.length < 2 ? 0 : version(quoted[1]);
            } finally {
                java.destroy();
            }
        } catch (IOException e) {
            return 0;
        }
    }

    /** The feature release of a version, as {@code 25.0.3}, {@code 26-ea} or {@code 1.8.0_392} have it; 0 for none. */
    static int version(String version) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
