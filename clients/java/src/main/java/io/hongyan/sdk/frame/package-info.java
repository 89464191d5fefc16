/// The frames of the socket, and how they are written and read.
@NullMarked
package io.hongyan.sdk.frame;

import org.jspecify.annotations.NullMarked;
