/// Where a device has synced to: what a cursor holds, and its text, which only the server understands.
@NullMarked
package io.hongyan.sync.cursor;

import org.jspecify.annotations.NullMarked;
