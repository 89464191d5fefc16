package io.hongyan.gateway;

import io.hongyan.account.token.Caller;
import io.hongyan.gateway.frame.ClientFrame;

/// Answers what clients ask after `hello`.
interface RequestHandler {

    /// Answers `frame` now or later; the thread that reads the socket is here, so nothing may block.
    void handle(Client client, Caller caller, ClientFrame frame);
}
