package io.hongyan.standalone;

import java.io.IOException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Keeps processes from being started while a program is written.
///
/// Until it runs what it is to run, a new process has open whatever this one has; and a program that anybody has open
/// for writing can't be executed ("Text file busy"), by whoever wrote it neither. Engines start at the same time, and
/// one is unpacked while another is started. Thread-safe.
final class Forks {

    private static final ReadWriteLock LOCK = new ReentrantReadWriteLock();

    private Forks() {}

    /// Something that writes a program, and has it closed when it returns.
    interface Writing {

        void write() throws IOException;
    }

    /// Writes a program; several may be written at once.
    static void whileNoneStarts(Writing writing) throws IOException {
        LOCK.readLock().lock();
        try {
            writing.write();
        } finally {
            LOCK.readLock().unlock();
        }
    }

    /// Starts a process, which runs its own program when this returns.
    static Process start(ProcessBuilder process) throws IOException {
        LOCK.writeLock().lock();
        try {
            return process.start();
        } finally {
            LOCK.writeLock().unlock();
        }
    }
}
