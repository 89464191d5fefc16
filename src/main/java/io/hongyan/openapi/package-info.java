/// The description of the REST interface, made from the resources themselves.
@NullMarked
package io.hongyan.openapi;

import org.jspecify.annotations.NullMarked;
