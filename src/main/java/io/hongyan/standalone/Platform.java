package io.hongyan.standalone;

/// The machines that the carried engines are built for.
final class Platform {

    private Platform() {}

    static void ensureSupported() {
        ensureSupported(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static void ensureSupported(String system, String architecture) {
        if (!system.equals("Linux") || !architecture.equals("amd64")) {
            throw new StandaloneFailure(
                    "The engines that this jar carries run on Linux amd64, not on %s %s: run `server config.yml` with"
                                    .formatted(system, architecture)
                            + " engines of your own.");
        }
    }
}
