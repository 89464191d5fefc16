package io.hongyan.bench.ceiling;

import io.hongyan.client.ClientFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A [BareServer] that runs, and how much it uses.
public final class BareProcess implements AutoCloseable {

    private static final int END_SECONDS = 5;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Process process;
    private final URI address;

    private BareProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /// One that sends back what it gets.
    public static BareProcess echo() throws IOException {
        return start(new byte[0]);
    }

    /// One that sends `payload` to everybody when somebody sends anything.
    public static BareProcess push(byte[] payload) throws IOException {
        return start(payload);
    }

    private static BareProcess start(byte[] payload) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(List.of(
                        java,
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareServer.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.outputWriter(UTF_8)
                .append(Base64.getEncoder().encodeToString(payload))
                .append('\n')
                .flush();
        BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String port = said.readLine();
        if (port == null) {
            throw new ClientFailure("The bare server doesn't start.");
        }
        return new BareProcess(process, URI.create("http://127.0.0.1:" + port));
    }

    public URI address() {
        return address;
    }

    /// CPU since its start.
    public double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / NANOS_PER_SECOND;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
