package io.hongyan.media;

import io.hongyan.error.HongyanException;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.mailbox.Summaries;
import io.hongyan.media.upload.Uploads;
import io.hongyan.streams.conversation.History;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.MediaId;
import io.hongyan.streams.id.UserId;
import io.hongyan.streams.mailbox.Session;
import java.util.List;

/// Who may see media: their owner, and whoever may see a message that carries them. Thread-safe.
public final class MediaAccess {

    private final MediaRepository media;
    private final Uploads uploads;
    private final MailboxView mailboxes;
    private final Summaries summaries;

    public MediaAccess(MediaRepository media, Uploads uploads, MailboxView mailboxes, Summaries summaries) {
        this.media = media;
        this.uploads = uploads;
        this.mailboxes = mailboxes;
        this.summaries = summaries;
    }

    /// What `user` may see under `id`, complete. Given a second where this node may not have heard yet that they are in
    /// the conversation.
    ///
    /// @throws HongyanException `notFound` if they may not, or it isn't complete
    public Media require(UserId user, MediaId id) {
        Media found = uploads.complete(id);
        if (found == null || !maySee(user, found)) {
            throw HongyanException.notFound("There is nothing here for you.");
        }
        return found;
    }

    private boolean maySee(UserId user, Media found) {
        if (found.owner().equals(user)) {
            return true;
        }
        List<MediaRepository.Reference> references = media.references(found.id(), user);
        if (references.isEmpty()) {
            return false;
        }
        ConversationId first = references.getFirst().conversation();
        return maySeeOne(user, references)
                || (mailboxes.await(user, first).isPresent() && isHeardOf(first) && maySeeOne(user, references));
    }

    /// Waits for a conversation that its members' mailboxes have before its summary.
    private boolean isHeardOf(ConversationId conversation) {
        return !summaries.await(conversation).dissolved();
    }

    private boolean maySeeOne(UserId user, List<MediaRepository.Reference> references) {
        return references.stream()
                .anyMatch(reference -> mailboxes
                        .of(user)
                        .find(reference.conversation())
                        .filter(session ->
                                !session.left() && reference.seq() >= firstVisible(reference.conversation(), session))
                        .isPresent());
    }

    /// The same as for entries.
    private long firstVisible(ConversationId conversation, Session session) {
        return summaries
                .find(conversation)
                .filter(summary -> !summary.dissolved())
                .map(summary -> summary.history() == History.ALL ? 1 : session.joinedSeq())
                .orElse(Long.MAX_VALUE);
    }
}
