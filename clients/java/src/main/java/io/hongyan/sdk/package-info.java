/// The Java client of Hongyan: start with [Hongyan].
@NullMarked
package io.hongyan.sdk;

import org.jspecify.annotations.NullMarked;
