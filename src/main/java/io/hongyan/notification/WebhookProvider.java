package io.hongyan.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongyan.infra.Hmac;
import io.hongyan.notification.PushFailure.Retry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Posts notifications as JSON to an address. Thread-safe.
///
/// `Hongyan-Signature: t=<seconds since 1970>,v1=<hex>` is the HMAC-SHA256 of `<seconds>.<body>`, so that whoever
/// has the secret knows who sent it, and when. `Hongyan-Notification` is the id, the same with every attempt.
final class WebhookProvider implements PushProvider {

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    private final URI address;
    private final Hmac hmac;
    private final Duration timeout;
    private final ObjectMapper json;
    private final Clock clock;
    private final HttpClient http;

    WebhookProvider(URI address, String secret, Duration timeout, ObjectMapper json, Clock clock) {
        this.address = address;
        this.hmac = new Hmac(secret.getBytes(UTF_8));
        this.timeout = timeout;
        this.json = json;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public void push(Notification notification) throws PushFailure {
        byte[] body = encode(notification);
        long seconds = clock.instant().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("Hongyan-Notification", notification.id())
                .header("Hongyan-Signature", "t=" + seconds + ",v1=" + sign(seconds, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<Void> response = http.send(request, BodyHandlers.discarding());
            judge(response.statusCode());
        } catch (IOException e) {
            throw new PushFailure(Retry.LATER, "the webhook can't be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PushFailure(Retry.LATER, "the server stops", e);
        }
    }

    /// What the receiver calls its caller's mistake won't become better by saying it again.
    private static void judge(int status) throws PushFailure {
        if (status / 100 == 2) {
            return;
        }
        boolean refused = status / 100 != 5 && status != REQUEST_TIMEOUT && status != TOO_MANY_REQUESTS;
        throw new PushFailure(refused ? Retry.NEVER : Retry.LATER, "the webhook answered " + status, null);
    }

    private byte[] encode(Notification notification) {
        try {
            return json.writeValueAsBytes(notification);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a notification can be written", impossible);
        }
    }

    private String sign(long seconds, byte[] body) {
        return HexFormat.of().formatHex(hmac.of((seconds + ".").getBytes(UTF_8), body));
    }
}
