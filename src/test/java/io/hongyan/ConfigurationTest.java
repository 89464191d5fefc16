package io.hongyan;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.core.setup.Bootstrap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.text.StringSubstitutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ConfigurationTest {

    private static final Path SHIPPED = Path.of("config.yml");

    private static HongyanConfiguration read(String yaml) throws IOException, ConfigurationException {
        HongyanApplication application = new HongyanApplication();
        Bootstrap<HongyanConfiguration> bootstrap = new Bootstrap<>(application);
        application.initialize(bootstrap);
        ConfigurationSourceProvider source = path -> new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
        return bootstrap
                .getConfigurationFactoryFactory()
                .create(
                        HongyanConfiguration.class,
                        bootstrap.getValidatorFactory().getValidator(),
                        bootstrap.getObjectMapper(),
                        "dw")
                .build(source, "config.yml");
    }

    /// The shipped file as it is read where no variable is set.
    private static String shipped() throws IOException {
        StringSubstitutor defaults = new StringSubstitutor(variable -> null);
        return defaults.replace(Files.readString(SHIPPED));
    }

    private static int lineOf(String yaml, String start) {
        List<String> lines = yaml.lines().toList();
        return 1
                + IntStream.range(0, lines.size())
                        .filter(i -> lines.get(i).startsWith(start))
                        .findFirst()
                        .orElseThrow();
    }

    private static void assertError(String yaml, String error) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("config.yml has an error:")
                .hasMessageContaining(error)
                .hasMessageNotContaining("io.hongyan");
    }

    @Test
    void theShippedFileIsValid() throws Exception {
        HongyanConfiguration configuration = read(shipped());

        assertThat(configuration.limits().body().toBytes()).isEqualTo(1 << 20);
        assertThat(configuration.accounts().passwords().memory().toKibibytes()).isEqualTo(19 * 1024);
        assertThat(configuration.tokens().accessLife().toMinutes()).isEqualTo(15);
    }

    @Test
    void everyKeyOfTheShippedFileHasACommentAboveIt() throws IOException {
        List<String> uncommented = new ArrayList<>();
        List<String> lines = Files.readAllLines(SHIPPED);
        for (int i = 1; i < lines.size(); i++) {
            boolean leaf = lines.get(i).matches("\\s+(- )?[^\\s#{]+: \\S.*");
            boolean commented = lines.get(i - 1).strip().startsWith("#");
            boolean type = lines.get(i).strip().startsWith("- type:");
            if (leaf && !commented && !type) {
                uncommented.add(lines.get(i));
            }
        }

        assertThat(uncommented).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'accounts:',       '  pasword: x',         accounts.pasword",
        "'  passwords:',    '    salt: 3',          accounts.passwords.salt",
        "'tokens:',         '  life: 3s',           tokens.life",
        "'    - type: http','      prot: 80',       server.applicationConnectors.0.prot",
        "'node:',           '  nmae: x',            node.nmae",
    })
    void anUnknownKeyIsAnErrorWithItsLine(String after, String added, String key) throws IOException {
        String yaml = shipped().replaceFirst("(?m)^" + after + ".*$", "$0\n" + added);

        assertError(yaml, "line " + lineOf(yaml, added) + ": " + key + " is not a key; there are ");
    }

    @ParameterizedTest
    @CsvSource({
        "'  credentialsPerMinute: 60', '  credentialsPerMinute: many', limits.credentialsPerMinute must be an integer",
        "'  credentialsPerMinute: 60', '  credentialsPerMinute: 0',    limits.credentialsPerMinute must be greater than or equal to 1",
        "'  registration: open',       '  registration: maybe',        'accounts.registration must be one of open, invite, closed'",
        "'    memory: 19MiB',          '    memory: 1MiB',             accounts.passwords.memory must be greater than or equal to",
        "'  mode: hybrid',             '  mode: fast',                 'fanout.mode must be one of read, write, hybrid'",
        "'    - upTo: 500',            '    - upTo: 0',               'fanout.tiers.0.upTo must be greater than or equal to 1'",
        "'      strategy: write',       '      strategy: push',        'fanout.tiers.0.strategy must be one of read, write'",
        "'  hysteresis: 0.1',          '  hysteresis: -0.1',           'fanout.hysteresis must be greater than or equal to 0'",
        "'  maxMembers: 500',          '  maxMembers: -1',             'fanout.maxMembers must be greater than or equal to 2'",
        "'    percent: 0',             '    percent: 101',             'fanout.canary.percent must be less than or equal to 100'",
    })
    void aWrongValueIsAnErrorWithItsLine(String right, String wrong, String error) throws IOException {
        String yaml = shipped().replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));

        assertError(yaml, "line " + lineOf(yaml, wrong) + ": " + error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    - { strategy: read }\n    - { strategy: write }",
                "    - { upTo: 500, strategy: write }\n    - { upTo: 600, strategy: read }",
                "    - { upTo: 500, strategy: write }\n    - { upTo: 500, strategy: read }\n    - { strategy: read }",
                "    - { upTo: 500, strategy: write }\n    - { upTo: 400, strategy: read }\n    - { strategy: read }",
            })
    void overlappingAndUnorderedTiersAreAnErrorThatNamesThem(String tiers) throws IOException {
        String shipped = shipped();
        int begin = shipped.indexOf("  tiers:\n") + "  tiers:\n".length();
        int end = shipped.indexOf("  # hybrid: a group returns", begin);
        assertThat(shipped.substring(begin, end)).contains("upTo", "strategy: read");
        String yaml = shipped.substring(0, begin) + tiers + "\n" + shipped.substring(end);

        assertError(yaml, "line " + lineOf(yaml, "  tiers:") + ": fanout.tiers must ascend by upTo");
    }

    @Test
    void aMissingKeyIsAnErrorWithTheLineAboveIt() throws IOException {
        String yaml = shipped().replaceFirst("(?m)^  issuer:.*$", "");

        assertError(yaml, "line " + lineOf(yaml, "tokens:") + ": tokens.issuer must not be empty");
    }

    @Test
    void aNumberMayStandForText() throws Exception {
        String yaml = shipped().replaceFirst("(?m)^  name: node-1$", "  name: 1");

        assertThat(read(yaml).node().name()).isEqualTo("1");
    }
}
