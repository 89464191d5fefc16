/// The server: what is wired where, and the commands of the jar.
@NullMarked
package io.hongyan;

import org.jspecify.annotations.NullMarked;
