package io.hongyan.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class CredentialsTest {

    @TempDir
    private Path folder;

    @Test
    void areMadeOnceAndKept() {
        Path file = folder.resolve("credentials.json");

        Credentials made = Credentials.in(file);

        assertThat(Credentials.in(file)).isEqualTo(made);
    }

    @Test
    void areDifferentForEveryEngineAndEveryFolder() {
        Credentials one = Credentials.in(folder.resolve("one.json"));
        Credentials other = Credentials.in(folder.resolve("other.json"));

        assertThat(new String[] {
                    one.postgresqlSuperuser(),
                    one.postgresql(),
                    one.kafka(),
                    one.redis(),
                    one.neo4j(),
                    one.administrator(),
                    other.kafka()
                })
                .doesNotHaveDuplicates()
                .allSatisfy(password -> assertThat(password).matches("[A-Za-z0-9_-]{24}"));
    }

    @Test
    void areForTheOwnersEyesOnly() throws IOException {
        Path file = folder.resolve("credentials.json");

        Credentials.in(file);

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void areNotPrinted() {
        Credentials credentials = Credentials.in(folder.resolve("credentials.json"));

        assertThat(credentials.toString()).doesNotContain(credentials.kafka());
    }

    @Test
    void aDamagedFileIsNotReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("credentials.json"), "{\"kafka\":");

        assertThatThrownBy(() -> Credentials.in(file))
                .isInstanceOf(StandaloneFailure.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void aFileWithoutAPasswordIsDamaged() throws IOException {
        Path file = Files.writeString(folder.resolve("credentials.json"), "{\"kafka\":\"k\"}");

        assertThatThrownBy(() -> Credentials.in(file))
                .isInstanceOf(StandaloneFailure.class)
                .hasMessageContaining("damaged");
    }
}
