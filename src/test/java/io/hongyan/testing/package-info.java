/// What integration tests stand on: the running server, and people who call it.
@NullMarked
package io.hongyan.testing;

import org.jspecify.annotations.NullMarked;
