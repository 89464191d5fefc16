package io.hongyan.mailbox.neighbour;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.mailbox.MailboxSnapshot;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.streams.log.Smile;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/// Answers other nodes' questions about the mailboxes that this node owns. No client has the key.
@Hidden
@Path(Neighbours.PATH)
@Consumes(MediaType.APPLICATION_OCTET_STREAM)
@Produces(MediaType.APPLICATION_OCTET_STREAM)
public final class QuestionResource {

    private final MailboxView view;
    private final Seal seal;
    private final Smile<Question> questions = Smile.of(Question.class);
    private final Smile<MailboxSnapshot> answers = Smile.of(MailboxSnapshot.class);

    QuestionResource(MailboxView view, Seal seal) {
        this.view = view;
        this.seal = seal;
    }

    /// A question that came here by mistake is not handed on.
    @POST
    public byte[] answer(@HeaderParam(Neighbours.SEAL) @Nullable String sealed, byte[] body) {
        if (sealed == null || !seal.holds(sealed, body)) {
            throw new HongyanException(ErrorCode.UNAUTHENTICATED, "This isn't a question of a node.");
        }
        Question question;
        try {
            question = questions.decode(body);
        } catch (SerializationException unreadable) {
            throw new HongyanException(ErrorCode.INVALID, "This node can't read the question.");
        }
        return answers.encode(question.ask(question.find(view)));
    }
}
