package io.hongyan.gateway;

import io.hongyan.account.token.Caller;
import io.hongyan.error.HongyanException;
import io.hongyan.gateway.frame.ClientFrame;
import io.hongyan.sync.Delivering;
import io.hongyan.sync.cursor.CursorCodec;
import io.hongyan.sync.cursor.SyncCursor;
import io.hongyan.sync.inbox.DeviceCursors;

/// Takes in up to where devices have stored everything. Nothing here blocks. Thread-safe.
record Acknowledgements(CursorCodec cursors, DeviceCursors devices, Delivering delivering) {

    /// @throws HongyanException `invalid` if the cursor isn't the caller's
    void take(Client client, Caller caller, ClientFrame.Ack ack) {
        SyncCursor cursor = cursors.decode(caller.user(), ack.cursor())
                .orElseThrow(() -> HongyanException.invalid("/cursor", "is not a cursor of yours"));
        client.outbox().stored(ack.cursor());
        delivering.acknowledge(caller.user(), cursor);
        devices.acknowledge(caller.device(), caller.generation(), ack.cursor());
    }
}
