package io.hongyan.mailbox.neighbour;

import io.hongyan.error.HongyanException;
import io.hongyan.mailbox.Mailbox;
import io.hongyan.mailbox.MailboxSnapshot;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.log.Smile;
import io.hongyan.streams.mailbox.Mailboxes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.kafka.common.errors.SerializationException;

/// The other nodes of this installation, asked over HTTP about the mailboxes they own. Thread-safe.
public final class Neighbours {

    static final String PATH = "/v1/internal/mailboxes";
    static final String SEAL = "Hongyan-Seal";

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final int partitions;
    private final Seal seal;
    private final Counter asked;
    private final Smile<Question> questions = Smile.of(Question.class);
    private final Smile<MailboxSnapshot> answers = Smile.of(MailboxSnapshot.class);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private volatile IntFunction<Optional<URI>> owners = _ -> Optional.empty();

    /// @param key what all nodes share, and nobody else knows
    public Neighbours(int partitions, byte[] key, MeterRegistry metrics, Clock clock) {
        this.partitions = partitions;
        this.seal = new Seal(key, clock);
        this.asked = Counter.builder("hongyan.mailbox.asked")
                .description("Questions to other nodes about mailboxes that they own")
                .register(metrics);
    }

    /// From now on `owners` gives the address of the other node that owns a partition; empty if none does, or this one.
    public void follow(IntFunction<Optional<URI>> owners) {
        this.owners = owners;
    }

    /// The mailbox of `user` on the node that owns it; empty if no other does.
    public Optional<Mailbox> find(UserId user) {
        return owners.apply(Mailboxes.partition(user, partitions))
                .map(owner -> new NeighbourMailbox(user, question -> ask(owner, question)));
    }

    private MailboxSnapshot ask(URI owner, Question question) {
        asked.increment();
        byte[] body = questions.encode(question);
        HttpRequest request = HttpRequest.newBuilder(owner.resolve(PATH))
                .timeout(PATIENCE)
                .header("Content-Type", "application/octet-stream")
                .header(SEAL, seal.of(body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != OK) {
                throw away(new IOException(owner + " answers " + response.statusCode()));
            }
            return answers.decode(response.body());
        } catch (IOException | SerializationException e) {
            throw away(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(e);
        }
    }

    private static HongyanException away(Exception cause) {
        return HongyanException.unavailable(
                "The node that has your mailbox doesn't answer; try again.", MailboxView.PATIENCE, cause);
    }

    /// The resource by which the others ask this node about the mailboxes in `view`.
    public QuestionResource resource(MailboxView view) {
        return new QuestionResource(view, seal);
    }
}
