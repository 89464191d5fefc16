/// What devices do besides sending: log in, connect, wait, come back, read what was said.
@NullMarked
package io.hongyan.bench.workload;

import org.jspecify.annotations.NullMarked;
