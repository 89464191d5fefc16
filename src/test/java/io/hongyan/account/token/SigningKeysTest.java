package io.hongyan.account.token;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.hongyan.infra.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class SigningKeysTest {

    @TempDir
    private Path data;

    private Path folder() {
        return data.resolve("keys");
    }

    private static ECKey key(Curve curve) throws Exception {
        return new ECKeyGenerator(curve).generate();
    }

    @Test
    void areMadeOnceAndKept() throws IOException {
        SigningKeys first = SigningKeys.load(folder());
        SigningKeys second = SigningKeys.load(folder());

        assertThat(second.keys()).hasSize(1).isEqualTo(first.keys());
        assertThat(first.signing().getKeyID()).isNotBlank();
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files).containsExactly(folder().resolve("0001.jwk"));
        }
    }

    @Test
    void areNobodyElsesToRead() throws IOException {
        SigningKeys.load(folder());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().resolve("0001.jwk"))))
                .isEqualTo("rw-------");
    }

    @Test
    void areTheSameForNodesThatStartAtOnce() throws Exception {
        try (ExecutorService nodes = Executors.newFixedThreadPool(8)) {
            List<Callable<SigningKeys>> starts = Stream.generate(
                            () -> (Callable<SigningKeys>) () -> SigningKeys.load(folder()))
                    .limit(8)
                    .toList();

            List<Future<SigningKeys>> loaded = nodes.invokeAll(starts);

            SigningKeys any = loaded.getFirst().get();
            for (Future<SigningKeys> one : loaded) {
                assertThat(one.get()).isEqualTo(any);
            }
        }
    }

    @Test
    void signWithTheLastByName() throws Exception {
        SigningKeys.load(folder());
        ECKey next = key(Curve.P_256);
        Files.writeString(folder().resolve("0002.jwk"), next.toJSONString());

        SigningKeys keys = SigningKeys.load(folder());

        assertThat(keys.keys()).hasSize(2);
        assertThat(keys.signing().toECPublicKey()).isEqualTo(next.toECPublicKey());
        assertThat(keys.signing().getKeyID()).isNotBlank();
    }

    @Test
    void refuseToStartWithAFileThatIsNoKey() throws Exception {
        Files.createDirectories(folder());
        Path file = folder().resolve("0001.jwk");

        for (String content : List.of(
                "",
                "{}",
                key(Curve.P_384).toJSONString(),
                key(Curve.P_256).toPublicJWK().toJSONString())) {
            Files.writeString(file, content);
            assertThatThrownBy(() -> SigningKeys.load(folder()))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageStartingWith("The signing key " + file);
        }
    }
}
