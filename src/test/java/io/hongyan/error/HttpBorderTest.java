package io.hongyan.error;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import io.dropwizard.testing.junit5.ResourceExtension;
import io.hongyan.infra.FitParameters;
import io.hongyan.infra.Json;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(DropwizardExtensionsSupport.class)
final class HttpBorderTest {

    private static final int BODY_LIMIT = 1000;
    private static final ObjectMapper JSON = Json.mapper();

    private static final MeterRegistry METRICS = new SimpleMeterRegistry();
    private static final ResourceExtension RESOURCES = resources();

    private final Logger log = (Logger) LoggerFactory.getLogger("ROOT");
    private final Logger border = (Logger) LoggerFactory.getLogger(ProblemMapper.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    private static ResourceExtension resources() {
        ResourceExtension.Builder builder = ResourceExtension.builder()
                .setMapper(JSON)
                .setRegisterDefaultExceptionMappers(false)
                .addProvider(new FitParameters())
                .addResource(new FailingResource());
        HttpBorder.providers(BODY_LIMIT, new Rejections(METRICS, "http")).forEach(builder::addProvider);
        return builder.build();
    }

    @BeforeEach
    void listen() {
        logged.start();
        log.addAppender(logged);
        border.addAppender(logged);
        border.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(logged);
        border.detachAppender(logged);
        border.setAdditive(true);
    }

    private static WebTarget at(String path) {
        return RESOURCES.target(path);
    }

    private static Response post(String body) {
        return at("/things").request().post(Entity.json(body));
    }

    /// The problem that an answer is; checks what is so of every problem.
    private static JsonNode problem(Response answer) throws IOException {
        assertThat(answer.getMediaType().toString()).isEqualTo(Problem.MEDIA_TYPE);
        JsonNode problem = JSON.readTree(answer.readEntity(String.class));
        assertThat(problem.get("status").asInt()).isEqualTo(answer.getStatus());
        assertThat(problem.get("type").asText())
                .isEqualTo("urn:hongyan:problem:" + problem.get("code").asText());
        assertThat(problem.get("title").asText()).isNotBlank();
        assertThat(problem.get("detail").asText()).isNotBlank();
        assertThat(problem.get("retryable").isBoolean()).isTrue();
        assertThat(problem.toString()).doesNotContain("io.hongyan", "java.", "Exception");
        return problem;
    }

    private List<ILoggingEvent> warnings() {
        return logged.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"name\":5}                              | /name         | must be a string",
                "{\"name\":{}}                             | /name         | must be a string",
                "{\"name\":true}                           | /name         | must be a string",
                "{\"count\":\"1\"}                         | /count        | must be an integer",
                "{\"count\":1.5}                           | /count        | must be an integer",
                "{\"count\":null}                          | /count        | must be an integer",
                "{\"count\":99999999999999999999}          | /count        | is out of range",
                "{\"flag\":\"yes\"}                        | /flag         | must be true or false",
                "{\"kind\":\"green\"}                      | /kind         | must be one of red, blue",
                "{\"owner\":\"x1\"}                        | /owner        | must be an id, a string of digits",
                "{\"owner\":\"007\"}                       | /owner        | must be an id, a string of digits",
                "{\"owner\":[]}                            | /owner        | must be an id, a string of digits",
                "{\"parts\":{}}                            | /parts        | must be an array",
                "{\"parts\":[{\"size\":1},{\"size\":\"\"}]}| /parts/1/size | must be an integer",
                "{\"parts\":[7]}                           | /parts/0      | must be an object",
                "{\"labels\":{\"a/b~\":1}}                 | /labels/a~1b~0| must be a string",
                "{\"name\":\"a\\u0000b\"}                  | /name         | contains NUL or an unpaired surrogate",
                "{\"name\":\"\\ud83d\"}                    | /name         | contains NUL or an unpaired surrogate",
                "{\"name\":\"\\ude00\\ud83d\"}             | /name         | contains NUL or an unpaired surrogate",
                "{\"tags\":[\"ok\",\"\\u0000\"]}           | /tags/1       | contains NUL or an unpaired surrogate",
                "{\"labels\":{\"\\u0000\":\"x\"}}          | /labels       | contains NUL or an unpaired surrogate",
                "{\"data\":{\"a\":[\"\\ud800\"]}}          | /data         | contains NUL or an unpaired surrogate",
                "{\"data\":{\"\\u0000\":1}}                | /data         | contains NUL or an unpaired surrogate",
            })
    void aFieldOfTheWrongTypeIsNamed(String body, String pointer, String detail) throws IOException {
        JsonNode problem = problem(post(body));

        assertThat(problem.get("status").asInt()).isEqualTo(422);
        assertThat(problem.get("code").asText()).isEqualTo("invalid");
        assertThat(problem.at("/errors/0/pointer").asText()).startsWith(pointer);
        assertThat(problem.at("/errors/0/detail").asText()).isEqualTo(detail);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void everyProblemIsCountedByItsCode() {
        double before = refused("invalid");

        post("{\"name\":5}").close();
        post("nonsense").close();
        at("/nowhere").request().get().close();

        assertThat(refused("invalid")).isEqualTo(before + 2);
        assertThat(refused("notFound")).isGreaterThanOrEqualTo(1);
    }

    private static double refused(String code) {
        return METRICS.find("hongyan.rejections").tags("door", "http", "code", code).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void everyViolationIsNamed() throws IOException {
        JsonNode problem = problem(post("{\"count\":0,\"parts\":[{\"size\":1},{\"size\":-1}],\"tags\":[\"\"]}"));

        assertThat(problem.get("status").asInt()).isEqualTo(422);
        assertThat(problem.get("errors").findValuesAsText("pointer"))
                .containsExactly("/count", "/name", "/parts/1/size", "/tags/0");
        assertThat(warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"name\":}",
                "nonsense",
                "{\"name\":\"x\",\"count\":1} {}",
                "{\"parts\":[{]}",
                "\u0000",
                "{'a':1}"
            })
    void whatIsNotJsonIsMalformed(String body) throws IOException {
        JsonNode problem = problem(post(body));

        assertThat(problem.get("status").asInt()).isEqualTo(400);
        assertThat(problem.get("code").asText()).isEqualTo("invalid");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void aBottomlessBodyIsMalformed() throws IOException {
        JsonNode problem = problem(post("{\"data\":" + "[".repeat(900)));

        assertThat(problem.get("status").asInt()).isEqualTo(400);
    }

    @Test
    void aMissingBodyIsInvalid() throws IOException {
        assertThat(problem(post("")).get("status").asInt()).isEqualTo(422);
        assertThat(problem(post("null")).get("status").asInt()).isEqualTo(422);
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertThat(post("{\"name\":\"goose 🪿\",\"count\":1,\"tomorrow\":{}}").getStatus())
                .isEqualTo(200);
    }

    @Test
    void aLargeBodyIsTooLargeWhetherItSaysSoOrNot() throws IOException {
        String body = "{\"name\":\"" + "x".repeat(BODY_LIMIT) + "\",\"count\":1}";

        JsonNode read = problem(post(body));
        JsonNode stated = problem(
                at("/things").request().header("Content-Length", body.length()).post(Entity.json(body)));

        assertThat(read.get("status").asInt()).isEqualTo(413);
        assertThat(read.get("code").asText()).isEqualTo("tooLarge");
        assertThat(stated.get("status").asInt()).isEqualTo(413);
    }

    @Test
    void anotherContentTypeIsNotTaken() throws IOException {
        JsonNode problem = problem(at("/things").request().post(Entity.text("name")));

        assertThat(problem.get("code").asText()).isEqualTo("unsupportedMedia");
        assertThat(problem.get("status").asInt()).isEqualTo(415);
    }

    @Test
    void anotherMethodIsNotAllowedAndTheAnswerSaysWhichAre() throws IOException {
        Response answer = at("/things").request().delete();

        assertThat(problem(answer).get("code").asText()).isEqualTo("methodNotAllowed");
        assertThat(answer.getHeaderString("Allow")).contains("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/things/abc", "/things/0", "/things/-1", "/things/99999999999999999999"})
    void anUnknownAddressIsNotFound(String path) throws IOException {
        JsonNode problem = problem(at(path).request().get());

        assertThat(problem.get("code").asText()).isEqualTo("notFound");
        assertThat(problem.get("status").asInt()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "x", "1.5", "99999999999"})
    void aWrongQueryParameterIsNamed(String limit) throws IOException {
        JsonNode problem =
                problem(at("/things").queryParam("limit", limit).request().get());

        assertThat(problem.get("status").asInt()).isEqualTo(422);
        assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo("/limit");
    }

    @Test
    void nulInAQueryIsInvalid() throws IOException {
        JsonNode problem =
                problem(at("/things").queryParam("name", "%00").request().get());

        assertThat(problem.get("status").asInt()).isEqualTo(422);
        assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo("/name");
    }

    @ParameterizedTest
    @CsvSource({
        "conflict,        409, conflict",
        "unauthenticated, 401, unauthenticated",
        "limited,         429, rateLimited",
        "pool,            503, unavailable",
        "connection,      503, unavailable",
        "shutdown,        503, unavailable",
    })
    void whatCanBeExpectedIsAnsweredWithItsCodeAndNotLogged(String how, int status, String code) throws IOException {
        JsonNode problem = problem(at("/fail/" + how).request().get());

        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("code").asText()).isEqualTo(code);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void aLimitedCallerLearnsWhenToComeBack() throws IOException {
        Response answer = at("/fail/limited").request().get();

        assertThat(answer.getHeaderString("Retry-After")).isEqualTo("2");
        assertThat(problem(answer).get("retryAfterMs").asLong()).isEqualTo(1500);
    }

    @Test
    void anUnauthenticatedCallerLearnsHowToAuthenticate() {
        assertThat(at("/fail/unauthenticated").request().get().getHeaderString("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"hongyan\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bug", "error", "own-json", "constraint"})
    void ourOwnFailureIsInternalAndLoggedOnceWithItsStackTrace(String how) throws IOException {
        JsonNode problem = problem(at("/fail/" + how).request().get());

        assertThat(problem.get("status").asInt()).isEqualTo(500);
        assertThat(problem.get("code").asText()).isEqualTo("internal");
        assertThat(warnings()).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.ERROR);
            assertThat(event.getThrowableProxy()).isNotNull();
            assertThat(event.getFormattedMessage()).isEqualTo("A request failed: GET fail/" + how);
        });
    }
}
