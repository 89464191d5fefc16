package io.hongyan.media.storage;

import io.hongyan.infra.FolderTree;
import io.hongyan.testing.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/// A service that speaks the protocol of S3 and asks for signed requests, with a bucket that is a folder: S3Proxy, in a
/// process of its own.
public final class TestS3 implements TestStorage {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String BUCKET = "hongyan";
    private static final String REGION = "us-east-1";
    private static final String ACCESS_KEY = "goose";
    private static final String SECRET_KEY = "letters";

    private final Path place;
    private final URI endpoint = URI.create("http://127.0.0.1:" + FreePort.find());
    private final S3Storage storage = new S3Storage(endpoint, REGION, BUCKET, ACCESS_KEY, SECRET_KEY);
    private @Nullable Process process;

    private TestS3(Path place) {
        this.place = place;
    }

    /// Starts one that is empty.
    public static TestS3 start(String name) {
        Path place = Path.of("target", "test-data", name).toAbsolutePath();
        try {
            FolderTree.delete(place);
            Files.createDirectories(place.resolve("buckets").resolve(BUCKET));
            TestS3 started = new TestS3(place);
            Files.write(
                    place.resolve("s3proxy.conf"),
                    List.of(
                            "s3proxy.endpoint=" + started.endpoint,
                            "s3proxy.authorization=aws-v4",
                            "s3proxy.identity=" + ACCESS_KEY,
                            "s3proxy.credential=" + SECRET_KEY,
                            "jclouds.provider=filesystem-nio2",
                            "jclouds.filesystem.basedir=" + place.resolve("buckets")));
            started.comeBack();
            return started;
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    /// The variables of `config.yml` for a server that keeps its media there.
    public Map<String, String> settings() {
        return Map.of(
                "HONGYAN_MEDIA_STORAGE", "s3",
                "HONGYAN_S3_ENDPOINT", endpoint.toString(),
                "HONGYAN_S3_REGION", REGION,
                "HONGYAN_S3_BUCKET", BUCKET,
                "HONGYAN_S3_ACCESS_KEY", ACCESS_KEY,
                "HONGYAN_S3_SECRET_KEY", SECRET_KEY);
    }

    @Override
    public Storage storage() {
        return storage;
    }

    /// The same for somebody who has another secret, or asks for another bucket.
    S3Storage storage(String bucket, String secretKey) {
        return new S3Storage(endpoint, REGION, bucket, ACCESS_KEY, secretKey);
    }

    String bucket() {
        return BUCKET;
    }

    String secretKey() {
        return SECRET_KEY;
    }

    @Override
    public Path folder() {
        return place.resolve("buckets").resolve(BUCKET);
    }

    @Override
    public void goAway() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
            process = null;
        }
    }

    @Override
    public void comeBack() {
        Path log = place.resolve("s3proxy.log");
        try {
            Process started = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            Path.of("target", "s3proxy.jar").toAbsolutePath().toString(),
                            "--properties",
                            place.resolve("s3proxy.conf").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process = started;
            await("S3Proxy, which writes " + log).atMost(PATIENCE).until(() -> isListening() || !started.isAlive());
            if (!started.isAlive()) {
                throw new IllegalStateException("S3Proxy ended: see " + log);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.getPort())) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        storage.close();
        goAway();
    }
}
