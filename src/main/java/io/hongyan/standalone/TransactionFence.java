package io.hongyan.standalone;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

import static java.util.Objects.requireNonNullElse;

/// Ends the transactions that a killed server left open in Kafka, so that no reader waits for their timeout.
///
/// Only for whoever knows that the former owner of the transactions is dead: a living one is fenced off as well.
final class TransactionFence {

    private TransactionFence() {}

    /// Aborts what is open under transactional ids that start with `prefix`, and answers those ids.
    ///
    /// @param client how the cluster is reached, as any Kafka client takes it
    static List<String> fence(Map<String, Object> client, String prefix) throws InterruptedException {
        try (Admin admin = Admin.create(client)) {
            List<String> open = open(admin, prefix);
            if (!open.isEmpty()) {
                admin.fenceProducers(open).all().get();
            }
            return open;
        } catch (ExecutionException e) {
            String reason = requireNonNullElse(e.getCause(), e).getMessage();
            throw new StandaloneFailure("Kafka doesn't end the transactions of the server before: " + reason + ".", e);
        }
    }

    /// The transactional ids that start with `prefix` and have a transaction that isn't over.
    static List<String> open(Admin admin, String prefix) throws InterruptedException, ExecutionException {
        return admin.listTransactions().all().get().stream()
                .filter(transaction -> transaction.transactionalId().startsWith(prefix))
                .filter(transaction -> isOpen(transaction.state()))
                .map(TransactionListing::transactionalId)
                .toList();
    }

    private static boolean isOpen(TransactionState state) {
        return switch (state) {
            case ONGOING, PREPARE_COMMIT, PREPARE_ABORT, PREPARE_EPOCH_FENCE, UNKNOWN -> true;
            case EMPTY, COMPLETE_COMMIT, COMPLETE_ABORT -> false;
        };
    }
}
