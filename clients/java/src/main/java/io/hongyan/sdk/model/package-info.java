/// The objects of the protocol, as an application sees them.
@NullMarked
package io.hongyan.sdk.model;

import org.jspecify.annotations.NullMarked;
