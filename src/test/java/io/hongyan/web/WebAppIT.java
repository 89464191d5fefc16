package io.hongyan.web;

import io.hongyan.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

/// The web app as a browser gets it from the real server.
final class WebAppIT {

    private static final Pattern SCRIPT = Pattern.compile("src=\"(?:\\.?/)?(assets/[^\"]+\\.js)\"");

    private final HttpClient browser = HttpClient.newHttpClient();
    private final URI server = TestServer.shared().address();

    @Test
    void theStartPageIsAskedForAgainAndItsScriptsAreNot() throws Exception {
        HttpResponse<String> start = get("/");
        Matcher script = SCRIPT.matcher(start.body());

        assertThat(start.statusCode()).isEqualTo(200);
        assertThat(start.headers().firstValue("content-type")).contains("text/html;charset=utf-8");
        assertThat(start.headers().firstValue("cache-control")).contains("no-cache");
        assertThat(script.find()).isTrue();
        HttpResponse<String> asset = get("/" + script.group(1));
        assertThat(asset.statusCode()).isEqualTo(200);
        assertThat(asset.headers().firstValue("content-type")).contains("text/javascript;charset=utf-8");
        assertThat(asset.headers().firstValue("cache-control")).contains("public, max-age=31536000, immutable");
    }

    @Test
    void thePageMayLoadNothingFromElsewhere() throws Exception {
        HttpResponse<String> start = get("/");

        assertThat(start.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http:", "https:");
        assertThat(start.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(start.body()).doesNotContain("http://", "https://", "<style", "<script>");
    }

    @Test
    void whoHasThePageIsToldSo() throws Exception {
        String tag = get("/").headers().firstValue("etag").orElseThrow();

        HttpResponse<String> again = browser.send(
                HttpRequest.newBuilder(server.resolve("/"))
                        .header("if-none-match", tag)
                        .build(),
                ofString());

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1",
                "/v1/nothing",
                "/assets/nothing.js",
                "/assets/",
                "/files.txt",
                "/index.html/../config.yml",
                "/web/index.html"
            })
    void whatIsNoFileOfTheAppIsAProblemAsEverywhere(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    }

    @Test
    void thePageIsOnlyRead() throws Exception {
        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(server.resolve("/"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                ofString());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(server.resolve(path)).build(), ofString());
    }
}
