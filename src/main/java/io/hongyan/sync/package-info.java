/// How a device learns what it missed: from an opaque cursor, by sync.
@NullMarked
package io.hongyan.sync;

import org.jspecify.annotations.NullMarked;
