/// The description of the REST interface and of the frames, made from the resources and records themselves.
@NullMarked
package io.hongyan.openapi;

import org.jspecify.annotations.NullMarked;
