package io.hongyan.bench.measure;

import io.hongyan.client.ClientFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

/// What lives in the heap of another JVM, asked of its own diagnostic commands (`jcmd`).
public final class Heap {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private final long pid;

    private Heap(long pid) {
        this.pid = pid;
    }

    public static Heap of(long pid) {
        return new Heap(pid);
    }

    /// What is used after all garbage has been collected.
    public long usedKilobytes() throws IOException, InterruptedException {
        run("GC.run");
        Matcher used = USED.matcher(run("GC.heap_info"));
        if (!used.find()) {
            throw new ClientFailure("The server's JVM doesn't tell of its heap.");
        }
        return Long.parseLong(used.group(1));
    }

    private String run(String command) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(List.of(jcmd, Long.toString(pid), command))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new ClientFailure("jcmd can't ask the server's JVM: " + said.strip());
        }
        return said;
    }
}
