package io.hongyan.infra;

/// The engines that a server stands on, which may still be starting while the server is put together.
///
/// Whoever needs one waits for it first: a client that asks an engine too early complains in the log.
public interface StartingEngines {

    /// Those of an operator's own, which are there or not.
    StartingEngines RUNNING = new StartingEngines() {

        @Override
        public void awaitPostgresql() {}

        @Override
        public void awaitAll() {}
    };

    /// Returns when PostgreSQL serves.
    ///
    /// @throws StartFailure if it never will
    void awaitPostgresql() throws InterruptedException;

    /// Returns when everything serves that messages need.
    ///
    /// @throws StartFailure if something never will
    void awaitAll() throws InterruptedException;
}
