package io.hongyan.presence;

/// What a user has said last of how they are, on any device, and when in milliseconds since 1970. It tells whether
/// they are invisible.
record Word(Status status, long at) {

    /// Of whom it isn't known what they have said: it shows nothing, and everything that is known holds against it.
    static final Word UNKNOWN = new Word(Status.INVISIBLE, 0);

    /// Of whoever is known not to have said anything.
    static final Word SILENT = new Word(Status.ONLINE, 1);

    private static final String SEPARATOR = " ";

    boolean isInvisible() {
        return status == Status.INVISIBLE;
    }

    /// The one that was said later; of two at the same time, the one that shows less.
    Word orLater(Word other) {
        if (at == other.at) {
            return isInvisible() ? this : other;
        }
        return at > other.at ? this : other;
    }

    /// What is said after this at `now`, also where this was said by a clock that is ahead.
    Word next(Status said, long now) {
        return new Word(said, Math.max(now, at + 1));
    }

    String text() {
        return status.name() + SEPARATOR + at;
    }

    static Word read(String text) {
        String[] parts = text.split(SEPARATOR, -1);
        return new Word(Status.valueOf(parts[0]), Long.parseLong(parts[1]));
    }
}
