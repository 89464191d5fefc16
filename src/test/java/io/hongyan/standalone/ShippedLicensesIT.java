package io.hongyan.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// What the jar says of those whose work it carries.
@Tag("apart")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ShippedLicensesIT {

    private static final Pattern LINE = Pattern.compile(
            "^\\s+((?:\\([^()]*\\) )+).* \\(([^\\s():]+):([^\\s():]+):\\S+ - .*\\)$", Pattern.MULTILINE);
    private static final Pattern CARRIED = Pattern.compile("META-INF/maven/([^/]+)/([^/]+)/pom\\..*");
    private static final Pattern CLASS = Pattern.compile("^(?:META-INF/versions/\\d+/)?([^-]*)\\.class$");
    private static final Pattern PACKAGE = Pattern.compile("\\b[a-z]\\w*(?:\\.\\w+)+");

    /// How libraries call the packages that they hold others in. That of Guava is its own.
    private static final Pattern RELOCATED =
            Pattern.compile("^(?!com\\.google\\.thirdparty)[\\w.]*\\.(?:shaded|repackaged|thirdparty|inlined)\\.\\w+");

    /// A section of the web app's licences begins with the name of its package.
    private static final Pattern SECTION = Pattern.compile("(?:^|-{80}\\n\\n)(\\S+)\\n\\n");

    /// They ask for no copy of themselves.
    private static final Set<String> WITHOUT_A_TEXT = Set.of("0BSD", "MIT-0", "Public Domain");

    private ZipFile jar;

    private record Library(Set<String> licenses, String group, String artifact) {

        String name() {
            return group + ":" + artifact;
        }

        /// Where its licence may be: in its own folder, or in a file for the group, for one above it, or for a licence.
        boolean isAt(String entry) {
            return entry.matches("META-INF/licenses/" + Pattern.quote(artifact) + "-jar/.*LICENSE.*")
                    || (group + ".").startsWith(entry.replaceFirst("META-INF/licenses/(.*)txt", "$1"))
                    || licenses.stream().anyMatch(license -> entry.equals("META-INF/licenses/" + license + ".txt"));
        }
    }

    @BeforeAll
    void open() throws IOException {
        jar = new ZipFile(requireNonNull(System.getProperty("hongyan.jar"), "hongyan.jar"));
    }

    @AfterAll
    void close() throws IOException {
        jar.close();
    }

    private String text(String entry) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), UTF_8);
    }

    private List<String> entries() {
        return jar.stream().map(ZipEntry::getName).toList();
    }

    private List<Library> libraries() throws IOException {
        return LINE.matcher(text("META-INF/THIRD-PARTY.txt"))
                .results()
                .map(line -> new Library(
                        Stream.of(line.group(1).split("[()] ?"))
                                .filter(name -> !name.isEmpty())
                                .collect(Collectors.toSet()),
                        line.group(2),
                        line.group(3)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LICENSE", "NOTICE"})
    void itCarriesHongyansOwn(String file) throws IOException {
        assertThat(text("META-INF/" + file)).isEqualTo(Files.readString(Path.of(file)));
        assertThat(entries()).doesNotContain(file);
    }

    @Test
    void everyLibraryInItIsNamed() throws IOException {
        String named =
                libraries().stream().map(Library::name).collect(Collectors.joining("\n")) + text("META-INF/NOTICE");

        List<String> carried = entries().stream()
                .flatMap(entry -> CARRIED.matcher(entry).results())
                .map(library -> library.group(1) + ":" + library.group(2))
                .filter(library -> !library.equals("io.hongyan:hongyan"))
                .distinct()
                .toList();

        assertThat(carried)
                .hasSizeGreaterThan(100)
                .allSatisfy(library -> assertThat(named).contains(library));
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
        List<String> entries = entries();

        List<String> without = libraries().stream()
                .filter(library -> !library.licenses().contains("Apache-2.0"))
                .filter(library -> library.licenses().stream().noneMatch(WITHOUT_A_TEXT::contains))
                .filter(library -> entries.stream().noneMatch(library::isAt))
                .map(Library::name)
                .toList();

        assertThat(without)
                .as("of them a text belongs into src/main/licenses, named after its group")
                .isEmpty();
    }

    @Test
    void aLibrarysNoticeIsKeptWhole() throws IOException {
        assertThat(text("META-INF/licenses/tomcat-jdbc-jar/NOTICE")).startsWith("Apache Tomcat JDBC Pool");
        assertThat(text("META-INF/licenses/commons-text-jar/META-INF/NOTICE.txt"))
                .startsWith("Apache Commons Text");
        assertThat(text("META-INF/licenses/jackson-core-jar/META-INF/NOTICE")).contains("Tatu Saloranta");
    }

    @Test
    void everyPackageOfTheWebAppIsNamedAndHasItsLicence() throws IOException {
        List<String> sections = SECTION.matcher(text("web/licenses.txt"))
                .results()
                .map(section -> section.group(1))
                .toList();
        JsonNode locked = new ObjectMapper()
                .readTree(Path.of("clients/web/package-lock.json").toFile())
                .path("packages");
        List<String> dependencies = new ArrayList<>();
        locked.path("").path("dependencies").fieldNames().forEachRemaining(dependencies::add);
        locked.path("sdk").path("dependencies").fieldNames().forEachRemaining(dependencies::add);

        assertThat(dependencies).isNotEmpty();
        assertThat(sections).containsAll(dependencies);
        assertThat(text("META-INF/NOTICE").split("[\\s,]+")).containsAll(sections);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "neo4j", "postgresql", "redis"})
    void everyEngineBringsItsLicences(String engine) throws IOException {
        List<String> files = new ArrayList<>();
        try (TarArchiveInputStream archive =
                new TarArchiveInputStream(jar.getInputStream(jar.getEntry("engines/" + engine + ".tar")))) {
            for (TarArchiveEntry file = archive.getNextEntry(); file != null; file = archive.getNextEntry()) {
                files.add(file.getName());
            }
        }

        assertThat(files).anyMatch(file -> file.matches("licenses/.*\\.txt|licenses/LICENSE"));
    }
}
