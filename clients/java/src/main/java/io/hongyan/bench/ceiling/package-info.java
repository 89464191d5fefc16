/// What the machine gives without a server: bare loops over sockets, Kafka's producer, PostgreSQL's inserts. What the
/// server reaches is held against them in the same run.
@NullMarked
package io.hongyan.bench.ceiling;

import org.jspecify.annotations.NullMarked;
