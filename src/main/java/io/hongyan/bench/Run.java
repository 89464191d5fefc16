package io.hongyan.bench;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// One run of the benchmark: its phases one after the other, each measured, drained and checked.
final class Run {

    private static final Duration LEAD = Duration.ofMillis(200);
    private static final double SUSTAINED = 0.99;
    private static final double MILLIS_PER_SECOND = 1_000;

    private final Crowd crowd;
    private final Processes processes;
    private final Check check;
    private final List<Flow> flows;
    private final Faults faults;
    private final Clock clock;

    Run(Crowd crowd, Processes processes, List<Flow> flows, Faults faults, Clock clock) {
        this.crowd = crowd;
        this.processes = processes;
        this.flows = flows;
        this.faults = faults;
        this.clock = clock;
        this.check = new Check(crowd, faults);
    }

    /// Has the phase happen, and waits until everybody has everything.
    Figures measure(Phase phase) throws IOException, InterruptedException {
        long begin = System.nanoTime() + LEAD.toNanos();
        long length = phase.duration().toNanos();
        Flow flow = new Flow(flows.size(), phase, crowd.rooms(phase.kind()), faults, begin);
        flows.add(flow);
        Pacer pacer = new Pacer(flow, clock);
        Map<String, Double> before = processes.cpuSeconds();
        Thread pacing = Thread.ofPlatform().name("pacer").start(pacer::run);
        parkUntil(begin + length / 2);
        int backlogAtHalf = phase.messages() / 2 - flow.standing().acknowledged();
        parkUntil(begin + length);
        Flow.Standing standing = flow.standing();
        Map<String, Double> after = processes.cpuSeconds();
        pacing.join();
        new Drain(flow, pacer, crowd, faults).await();
        double settled = check.awaitUnread();
        check.heads(crowd.rooms(phase.kind()));
        crowd.readers().forEach(Participant::readAll);

        double seconds = phase.duration().toSeconds();
        int backlog = phase.messages() - standing.acknowledged();
        boolean sustained = standing.acknowledged() >= SUSTAINED * phase.messages()
                && standing.copies() >= SUSTAINED * flow.standing().copiesDue()
                && backlog <= 2 * backlogAtHalf + phase.rate() / 10;
        return new Figures(
                phase.name(),
                phase.rate(),
                standing.acknowledged() / seconds,
                standing.copies() / seconds,
                Figures.Latency.of(flow.acknowledgement()),
                Figures.Latency.of(flow.delivery()),
                sustained,
                backlog,
                flow.refusals(),
                settled,
                Figures.each(before, after, seconds),
                Figures.each(before, after, Math.max(1, standing.acknowledged()) / MILLIS_PER_SECOND));
    }

    private static void parkUntil(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
