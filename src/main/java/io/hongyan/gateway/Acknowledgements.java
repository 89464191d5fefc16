package io.hongyan.gateway;

import io.hongyan.account.token.Caller;
import io.hongyan.error.HongyanException;
import io.hongyan.gateway.frame.ClientFrame;
import io.hongyan.sync.cursor.CursorCodec;
import io.hongyan.sync.inbox.DeviceCursors;

/// Takes in up to where devices have stored everything. Nothing here blocks. Thread-safe.
record Acknowledgements(CursorCodec cursors, DeviceCursors devices) {

    /// @throws HongyanException `invalid` if the cursor isn't the caller's
    void take(Client client, Caller caller, ClientFrame.Ack ack) {
        if (!cursors.isOf(caller.user(), ack.cursor())) {
            throw HongyanException.invalid("/cursor", "is not a cursor of yours");
        }
        client.outbox().stored(ack.cursor());
        devices.acknowledge(caller.device(), caller.generation(), ack.cursor());
    }
}
