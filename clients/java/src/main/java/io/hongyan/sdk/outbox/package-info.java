/// What was sent and isn't answered yet, kept until it is.
@NullMarked
package io.hongyan.sdk.outbox;

import org.jspecify.annotations.NullMarked;
