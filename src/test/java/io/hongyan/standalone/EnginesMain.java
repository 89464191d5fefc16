package io.hongyan.standalone;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;

/// A server reduced to its engines, for tests that kill it.
final class EnginesMain {

    static final String UP = "all engines are up";

    private EnginesMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        EnumSet<EngineName> wanted = EnumSet.complementOf(EnumSet.of(EngineName.NEO4J));
        StandaloneEngines.start(Path.of(arguments[0]), System.out, wanted);
        System.out.println(UP);
        new CountDownLatch(1).await();
    }
}
