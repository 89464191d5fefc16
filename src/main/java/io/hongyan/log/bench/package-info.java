/// Measures the two topologies with nothing else of the server.
@NullMarked
package io.hongyan.log.bench;

import org.jspecify.annotations.NullMarked;
