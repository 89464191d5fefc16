package io.hongyan.log.bench;

import java.time.Duration;

/// The CPU that this process and Kafka have used, since they began or between two looks.
record Usage(Duration own, Duration kafka) {

    static Usage of(ProcessHandle kafka) {
        return new Usage(cpu(ProcessHandle.current()), cpu(kafka));
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    Usage since(Usage before) {
        return new Usage(own.minus(before.own), kafka.minus(before.kafka));
    }
}
