/// What operators see on the admin port: readiness, a line per engine, and metrics.
@NullMarked
package io.hongyan.health;

import org.jspecify.annotations.NullMarked;
