/// What a benchmark reads besides the protocol: the kernel's counts of processes, Redis, and the journal of figures.
@NullMarked
package io.hongyan.bench.measure;

import org.jspecify.annotations.NullMarked;
