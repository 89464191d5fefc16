package io.hongyan.launcher;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The script `hongyan`, on a machine that has no Java.
final class ScriptTest {

    /// Empties, for what is started here alone, the folders in which a Java is looked for; root only may do so, and
    /// only where this folder isn't in one of them.
    private static final String HIDE_JAVA = """
            for folder in /usr/lib/jvm /usr/java /opt /usr/local; do
              [ ! -d $folder ] || mount -t tmpfs none $folder || exit 99
            done
            [ -x "$PWD/hongyan" ] || exit 99
            """;

    @Test
    void withoutAnyJavaItSaysSoInOneSentence() throws IOException, InterruptedException {
        assumeTrue(run(HIDE_JAVA) == 0, "folders can't be hidden here");
        ProcessBuilder script = hidden(HIDE_JAVA + "exec ./hongyan check config.yml");

        Process ended = script.redirectErrorStream(true).start();
        String printed = new String(ended.getInputStream().readAllBytes(), UTF_8).strip();

        assertThat(printed)
                .isEqualTo(
                        "Hongyan needs Java 25 or newer, and none was found: install one, or point JAVA_HOME to it.");
        assertThat(ended.waitFor()).isEqualTo(1);
    }

    private static int run(String commands) throws IOException, InterruptedException {
        return hidden(commands)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static ProcessBuilder hidden(String commands) {
        // By env, which ends with an exit code where there is no unshare.
        ProcessBuilder shell = new ProcessBuilder(List.of("env", "unshare", "--mount", "bash", "-c", commands));
        shell.environment().remove("JAVA_HOME");
        shell.environment().put("HOME", "/nonexistent");
        shell.environment().put("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
        return shell;
    }
}
