package io.hongyan.infra;

/// Is told how far a long piece of work has come. Used by one thread.
public interface Progress {

    /// For whom nobody watches.
    Progress UNSEEN = new Progress() {

        @Override
        public void begin(String task, long steps) {}

        @Override
        public void advance(long steps) {}

        @Override
        public void end() {}
    };

    /// Begins a task of about so many steps.
    void begin(String task, long steps);

    /// So many more of them are done.
    void advance(long steps);

    /// The task is done.
    void end();
}
