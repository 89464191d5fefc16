package io.hongyan.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Json;
import io.hongyan.streams.conversation.Mentions;
import io.hongyan.streams.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ContentsTest {

    private static final UserId SENDER = new UserId(1);

    private final ObjectMapper json = Json.mapper();
    private final Contents contents = new Contents(json, new NoMedia());

    @Test
    void bringsEqualContentsIntoOneForm() {
        assertThat(contents.of(SENDER, draft("text", "{\"text\": \"你好\", \"colour\": 1}")))
                .isEqualTo(contents.of(SENDER, draft("text", "{\"text\":\"你好\"}")));
    }

    @Test
    void countsCodePointsAndNotChars() {
        String eightThousand = "😀".repeat(Contents.MAX_TEXT);

        assertThat(contents.of(SENDER, draft("text", "{\"text\":\"" + eightThousand + "\"}"))
                        .body())
                .contains(eightThousand);
        assertInvalid(draft("text", "{\"text\":\"" + eightThousand + "!\"}"), "/body/text");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    text    | {}                    | /body/text
                    text    | {"text":""}           | /body/text
                    text    | {"text":7}            | /body/text
                    text    | []                    | /body
                    custom  | {"type":"poll"}       | /body/data
                    custom  | {"data":{}}           | /body/type
                    melody  | {"text":"la"}         | /kind
                    """)
    void namesTheFieldThatIsWrong(String kind, String body, String pointer) {
        assertInvalid(draft(kind, body), pointer);
    }

    @Test
    void boundsCustomData() {
        String large = "x".repeat(Contents.MAX_CUSTOM_BYTES);

        assertInvalid(draft("custom", "{\"type\":\"poll\",\"data\":\"" + large + "\"}"), "/body/data");
    }

    @Test
    void keepsEveryDigitOfNumbers() {
        String data = "[1.10,0.1234567890123456789012345678901234567890,12345678901234567890123,-3]";

        assertThat(contents.of(SENDER, draft("custom", "{\"type\":\"poll\",\"data\":" + data + "}"))
                        .body())
                .isEqualTo("{\"type\":\"poll\",\"data\":" + data + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1000000000", "-1e-1000000000", "{\"a\":[1e401]}", "0e401", "1e-401"})
    void refusesNumbersThatWouldFillMemory(String data) {
        assertInvalid(draft("custom", "{\"type\":\"poll\",\"data\":" + data + "}"), "/body/data");
    }

    @Test
    void takesWhatADoubleCanSay() {
        assertThat(contents.of(
                                SENDER,
                                draft("custom", "{\"type\":\"poll\",\"data\":[1.7976931348623157e308,4.9e-324]}"))
                        .body())
                .contains("1.7976931348623157E+308", "4.9E-324");
    }

    @Test
    void readsMentions() {
        assertThat(contents.of(SENDER, mentioning(List.of("7", "5", "7"))).mentions())
                .isEqualTo(new Mentions(false, List.of(new UserId(5), new UserId(7))));
        assertThat(contents.of(SENDER, mentioning(List.of("all"))).mentions()).isEqualTo(new Mentions(true, List.of()));
        assertThat(contents.of(SENDER, mentioning(null)).mentions()).isEqualTo(Mentions.NOBODY);
        assertInvalid(mentioning(List.of("all", "7")), "/mentions");
        assertInvalid(mentioning(List.of("-7")), "/mentions");
    }

    private void assertInvalid(Draft draft, String pointer) {
        assertThatThrownBy(() -> contents.of(SENDER, draft)).isInstanceOfSatisfying(HongyanException.class, problem -> {
            assertThat(problem.code()).isEqualTo(ErrorCode.INVALID);
            assertThat(problem.problem().errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.pointer()).isEqualTo(pointer));
        });
    }

    private Draft mentioning(@Nullable List<String> mentions) {
        Draft draft = draft("text", "{\"text\":\"hello\"}");
        return new Draft(draft.clientId(), draft.kind(), draft.body(), null, mentions);
    }

    private Draft draft(String kind, String body) {
        try {
            return new Draft("client-id", kind, json.readTree(body), null, null);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
