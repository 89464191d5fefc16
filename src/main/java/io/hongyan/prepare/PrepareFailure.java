package io.hongyan.prepare;

/// Why nothing was prepared, in one sentence. The server runs without it too, only slower at first.
final class PrepareFailure extends RuntimeException {

    PrepareFailure(String message) {
        super(message);
    }
}
