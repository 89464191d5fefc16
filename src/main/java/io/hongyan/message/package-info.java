/// Messages: how they are sent, and the one form that each entry of a timeline has.
@NullMarked
package io.hongyan.message;

import org.jspecify.annotations.NullMarked;
