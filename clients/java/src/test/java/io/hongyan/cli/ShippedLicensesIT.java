package io.hongyan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// What the jar of the command line says of those whose work it carries.
final class ShippedLicensesIT {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern CARRIED = Pattern.compile("META-INF/maven/([^/]+)/([^/]+)/pom\\..*");
    private static final Pattern CLASS = Pattern.compile("^(?:META-INF/versions/\\d+/)?([^-]*)\\.class$");
    private static final Pattern PACKAGE = Pattern.compile("\\b[a-z]\\w*(?:\\.\\w+)+");

    /// How libraries call the packages that they hold others in. That of Guava is its own.
    private static final Pattern RELOCATED =
            Pattern.compile("^(?!com\\.google\\.thirdparty)[\\w.]*\\.(?:shaded|repackaged|thirdparty|inlined)\\.\\w+");
    private static final Pattern LINE =
            Pattern.compile("^\\s+(\\(.*\\)) [^(]*\\(([^\\s():]+):([^\\s():]+):\\S+ - .*\\)$", Pattern.MULTILINE);

    private ZipFile jar;

    @BeforeEach
    void open() throws IOException {
        jar = new ZipFile(requireNonNull(System.getProperty("hongyan.cli"), "hongyan.cli"));
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    private String text(String entry) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), UTF_8);
    }

    private List<String> entries() {
        return jar.stream().map(ZipEntry::getName).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LICENSE", "NOTICE"})
    void itCarriesHongyansOwn(String file) throws IOException {
        assertThat(text("META-INF/" + file)).isEqualTo(Files.readString(ROOT.resolve(file)));
        assertThat(entries()).doesNotContain(file);
    }

    @Test
    void theLibraryBesideItCarriesOnlyHongyansOwn() throws IOException {
        try (ZipFile library = new ZipFile(
                Path.of(jar.getName()).resolveSibling("hongyan-sdk.jar").toFile())) {
            assertThat(library.stream().map(ZipEntry::getName))
                    .contains("META-INF/LICENSE")
                    .noneMatch(entry -> entry.matches("META-INF/(licenses|THIRD-PARTY).*"));
        }
    }

    @Test
    void everyLibraryInItIsNamed() throws IOException {
        String named = text("META-INF/THIRD-PARTY.txt");

        List<String> carried = entries().stream()
                .flatMap(entry -> CARRIED.matcher(entry).results())
                .map(library -> library.group(1) + ":" + library.group(2) + ":")
                .filter(library -> !library.startsWith("io.hongyan:"))
                .distinct()
                .toList();

        assertThat(carried).isNotEmpty().allSatisfy(library -> assertThat(named).contains(library));
    }

    @Test
    void everyLibraryInAPackageOfAnotherIsNamed() throws IOException {
        List<String> named = PACKAGE.matcher(text("META-INF/NOTICE"))
                .results()
                .map(MatchResult::group)
                .filter(name -> RELOCATED.matcher(name).find())
                .toList();

        List<String> relocated = entries().stream()
                .flatMap(entry -> CLASS.matcher(entry).results())
                .map(name -> name.group(1).replace('/', '.'))
                .filter(name -> RELOCATED.matcher(name).find())
                .toList();

        assertThat(relocated)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(named).as(name).anyMatch(name::startsWith));
        assertThat(entries()).contains("META-INF/licenses/com.google.protobuf.txt");
    }

    @Test
    void theLicenceOfEveryLibraryIsInIt() throws IOException {
        String licenses = entries().stream()
                .filter(entry -> entry.startsWith("META-INF/licenses/") && !entry.endsWith("/"))
                .collect(Collectors.joining("\n"));

        List<String> without = LINE.matcher(text("META-INF/THIRD-PARTY.txt"))
                .results()
                .filter(line -> !line.group(1).contains("(Apache-2.0)"))
                .filter(line -> !licenses.contains("licenses/" + line.group(3) + "-jar/")
                        && !licenses.contains("licenses/" + line.group(2) + ".txt"))
                .map(line -> line.group(2) + ":" + line.group(3))
                .toList();

        assertThat(without)
                .as("of them a text belongs among the resources in pom.xml")
                .isEmpty();
    }
}
