/// The order of entries, what is missing of it, and how far a device is.
@NullMarked
package io.hongyan.sdk.timeline;

import org.jspecify.annotations.NullMarked;
