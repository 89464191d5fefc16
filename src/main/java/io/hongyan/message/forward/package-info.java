/// Saying again, in another conversation, what was said in one.
@NullMarked
package io.hongyan.message.forward;

import org.jspecify.annotations.NullMarked;
