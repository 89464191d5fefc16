package io.hongyan.conversation.receipt;

import io.hongyan.relation.people.BlockListener;
import io.hongyan.streams.id.UserId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Ends the receipts of two people's direct conversation where they are when one blocks the other. Thread-safe.
public final class ReceiptStops implements BlockListener {

    private final ReceiptStopRepository stored;
    private final DeliveredPositions delivered;

    public ReceiptStops(Jdbi jdbi, DeliveredPositions delivered) {
        this.stored = jdbi.onDemand(ReceiptStopRepository.class);
        this.delivered = delivered;
    }

    @Override
    public void begins(UserId blocker, UserId other, long change) {
        store(stored, blocker, other, change);
    }

    @Override
    public void isRefused(UserId blocker, UserId other, long change) {
        stored.delete(blocker, other, change);
    }

    @Override
    public void holds(Handle transaction, UserId blocker, UserId other) {
        ReceiptStopRepository stops = transaction.attach(ReceiptStopRepository.class);
        stops.keep(blocker, other);
        store(stops, blocker, other, null);
    }

    @Override
    public void isOver(Handle transaction, UserId blocker, UserId other) {
        transaction.attach(ReceiptStopRepository.class).delete(blocker, other);
    }

    /// Those that aren't stored.
    private void store(ReceiptStopRepository stops, UserId blocker, UserId other, @Nullable Long change) {
        stops.reached(blocker, other)
                .forEach(reached -> stops.store(
                        reached.conversation(),
                        blocker,
                        reached.account(),
                        reached.readSeq(),
                        delivered.of(reached.conversation(), reached.account()),
                        change));
    }
}
