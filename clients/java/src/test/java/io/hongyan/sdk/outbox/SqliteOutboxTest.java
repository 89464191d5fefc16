package io.hongyan.sdk.outbox;

import io.hongyan.sdk.model.Destination;
import io.hongyan.sdk.model.Outgoing;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class SqliteOutboxTest extends OutboxContract {

    private static final Outgoing HELLO = message("message-1", Destination.conversation("71"));
    private static final Outgoing AGAIN = message("message-2", Destination.user("5"));

    @TempDir
    private Path folder;

    @Override
    Outbox open() {
        return SqliteOutbox.open(folder.resolve("outbox"), "anna");
    }

    @Test
    void keepsItsMessagesWhenItIsOpenedAnew() {
        try (Outbox before = SqliteOutbox.open(folder.resolve("lasting"), "anna")) {
            before.add(HELLO);
            before.add(AGAIN);
            before.remove(HELLO.clientId());
        }

        try (Outbox after = SqliteOutbox.open(folder.resolve("lasting"), "anna")) {
            assertThat(after.waiting()).containsExactly(AGAIN);
        }
    }

    @Test
    void showsAnAccountItsOwnMessagesOnly() {
        try (Outbox annas = SqliteOutbox.open(folder.resolve("shared"), "anna");
                Outbox bobs = SqliteOutbox.open(folder.resolve("shared"), "bob")) {
            annas.add(HELLO);
            bobs.add(HELLO);
            bobs.add(AGAIN);
            bobs.remove(HELLO.clientId());

            assertThat(annas.waiting()).containsExactly(HELLO);
            assertThat(bobs.waiting()).containsExactly(AGAIN);
        }
    }

    @Test
    void saysWhichFileCannotBeOpened() {
        Path nowhere = folder.resolve("no/such/folder/outbox");

        assertThatThrownBy(() -> SqliteOutbox.open(nowhere, "anna"))
                .isInstanceOf(OutboxException.class)
                .hasMessageContaining(nowhere.toString());
    }
}
