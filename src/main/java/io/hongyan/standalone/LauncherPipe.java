package io.hongyan.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// The pipe from the launcher to the server that it started: when the launcher dies, however it dies, the pipe ends,
/// and the server stops in order.
public final class LauncherPipe {

    /// Set by the launcher; a server that was started in another way may close its standard input as it likes.
    private static final String LAUNCHED = "hongyan.launched";

    /// As a shell counts a program that was ended by SIGTERM.
    private static final int EXIT = 143;

    private LauncherPipe() {}

    /// Begins to watch standard input, if a launcher started this JVM.
    public static void watch() {
        if (Boolean.getBoolean(LAUNCHED)) {
            Thread.ofPlatform().daemon().name("launcher-pipe").start(() -> {
                awaitEnd(System.in);
                System.exit(EXIT);
            });
        }
    }

    static void awaitEnd(InputStream pipe) {
        try {
            pipe.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A pipe that can't be read has ended too.
        }
    }
}
