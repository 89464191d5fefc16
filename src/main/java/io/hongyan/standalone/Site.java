package io.hongyan.standalone;

import io.hongyan.infra.FolderTree;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where the engines of one server live, and what they are let in with.
record Site(DataFolder folder, Credentials credentials) {

    /// The Java that runs the server runs its engines too.
    static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    /// Starts `mainClass` in a JVM like this one's, with all jars of `libraries` and nothing else.
    ///
    /// They are listed by name: a JVM's cache fits only the list that it was made from, and a folder has no order.
    List<String> java(Path libraries, List<String> options, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                JAVA.toString(),
                "-Djava.io.tmpdir=" + folder.temporary(),
                "-Dfile.encoding=UTF-8",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(libraries), mainClass));
        command.addAll(arguments);
        return command;
    }

    /// What the operator adds to the JVM of `engine`, such as `-Xmx1g`; later options win.
    static List<String> ownOptions(EngineName engine) {
        String own = System.getenv("HONGYAN_%s_JAVA_OPTIONS".formatted(engine.name()));
        return own == null || own.isBlank() ? List.of() : List.of(own.strip().split("\\s+", -1));
    }

    private static String classPath(Path libraries) {
        try (Stream<Path> jars = Files.list(libraries)) {
            return jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw StandaloneFailure.of(e, libraries);
        }
    }

    /// Makes `engine`'s data folder at its first start: `fill` works beside it, so that a start that is cut short
    /// leaves nothing behind that looks complete.
    void createData(EngineName engine, Filling fill) throws IOException, InterruptedException {
        Path data = folder.data(engine);
        if (Files.exists(data)) {
            return;
        }
        Path beside = data.resolveSibling(data.getFileName() + ".new");
        FolderTree.delete(beside);
        Files.createDirectory(
                beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        fill.fill(beside);
        Files.move(beside, data);
    }

    interface Filling {
        void fill(Path folder) throws IOException, InterruptedException;
    }
}
