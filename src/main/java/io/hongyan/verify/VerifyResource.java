package io.hongyan.verify;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.AdminOnly;
import io.hongyan.account.token.Caller;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Progress;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// Counts mailboxes again, for administrators only.
@Path("/v1/admin/verify")
@Produces(APPLICATION_JSON)
@AdminOnly
public final class VerifyResource {

    /// How many differences are told; `drifting` says how many there are.
    private static final int TOLD = 100;

    private final Verification verification;

    /// It reads the whole log, so one at a time is enough.
    private final Semaphore turn = new Semaphore(1);

    public VerifyResource(Verification verification) {
        this.verification = verification;
    }

    /// One difference; without a conversation it is about the total.
    public record Drift(
            UserId userId, @Nullable ConversationId conversationId, String kind, String mailbox, String recounted) {}

    /// How many users and conversations were looked at, how many users changed whenever they were looked at, of how
    /// many conversations Kafka doesn't keep all that is unread, how many differences there are, and the
    /// first of them.
    public record Verified(
            int users, int conversations, int unsettled, int storedOnly, int drifting, List<Drift> drift) {}

    @GET
    public Verified verify(@Auth Caller caller, @QueryParam("user") @Nullable UserId user) {
        if (!turn.tryAcquire()) {
            throw new HongyanException(ErrorCode.CONFLICT, "Mailboxes are being verified already.");
        }
        try {
            return answer(verification.run(user, Progress.UNSEEN));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HongyanException.unavailable("The server stops.", Verification.PAUSE, e);
        } finally {
            turn.release();
        }
    }

    private static Verified answer(Report report) {
        return new Verified(
                report.users(),
                report.conversations(),
                report.unsettled(),
                report.storedOnly(),
                report.drift().size(),
                report.drift().stream()
                        .limit(TOLD)
                        .map(one -> new Drift(
                                one.user(),
                                one.conversation(),
                                one.what().name().toLowerCase(Locale.ROOT),
                                one.mailbox(),
                                one.recounted()))
                        .toList());
    }
}
