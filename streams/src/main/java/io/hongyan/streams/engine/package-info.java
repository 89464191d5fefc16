/// How the topologies are run: properties, stores, the guard against numbering again, and what ends them.
@NullMarked
package io.hongyan.streams.engine;

import org.jspecify.annotations.NullMarked;
