package io.hongyan.conversation.receipt;

import io.hongyan.relation.people.BlockListener;
import io.hongyan.streams.id.UserId;
import org.jdbi.v3.core.Jdbi;

/// Ends the receipts of two people's direct conversation where they are when one blocks the other. Thread-safe.
public final class ReceiptStops implements BlockListener {

    private final Jdbi jdbi;
    private final DeliveredPositions delivered;

    public ReceiptStops(Jdbi jdbi, DeliveredPositions delivered) {
        this.jdbi = jdbi;
        this.delivered = delivered;
    }

    @Override
    public void begins(UserId blocker, UserId other) {
        jdbi.useTransaction(handle -> {
            ReceiptStopRepository stops = handle.attach(ReceiptStopRepository.class);
            stops.reached(blocker, other)
                    .forEach(reached -> stops.store(
                            reached.conversation(),
                            blocker,
                            reached.account(),
                            reached.readSeq(),
                            delivered.of(reached.conversation(), reached.account())));
        });
    }

    @Override
    public void ends(UserId blocker, UserId other) {
        jdbi.useExtension(ReceiptStopRepository.class, stops -> stops.delete(blocker, other));
    }
}
