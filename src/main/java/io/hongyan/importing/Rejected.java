package io.hongyan.importing;

/// A row that can't be brought in, and why.
final class Rejected extends RuntimeException {

    private static final long serialVersionUID = 1;

    Rejected(String reason) {
        super(reason, null, false, false);
    }
}
