package io.hongyan.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// One process of one boot of the machine: unlike a process number alone, never anybody else's later.
///
/// The start is in clock ticks since boot, as the kernel counts them; a wall-clock start moves when the clock is set.
record ProcessIdentity(long pid, long startTick, String boot) {

    /// Where the start stands in `/proc/PID/stat`, counted from the state, the first field after the name.
    private static final int START_FIELD = 19;

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /// The identity of a process that is alive now.
    static Optional<ProcessIdentity> find(long pid) {
        try {
            String stat = ProcFile.line(Path.of("/proc", Long.toString(pid), "stat"));
            return Optional.of(new ProcessIdentity(pid, startTick(stat), ProcFile.line(BOOT)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The process, if it is still alive.
    Optional<ProcessHandle> process() {
        return find(pid).filter(this::equals).flatMap(identity -> ProcessHandle.of(pid));
    }

    static long startTick(String stat) {
        // The name may hold spaces and parentheses; nothing after it does.
        String afterName = stat.substring(stat.lastIndexOf(')') + 2);
        return Long.parseLong(afterName.split(" ", -1)[START_FIELD]);
    }
}
