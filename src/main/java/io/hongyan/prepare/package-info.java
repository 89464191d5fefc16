/// `hongyan prepare`: lets a server start faster, by keeping what the JVM learnt in a short run.
@NullMarked
package io.hongyan.prepare;

import org.jspecify.annotations.NullMarked;
