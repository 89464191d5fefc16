/// What is remembered of people's relations for those who ask for many of them at once: forgotten when it changes.
@NullMarked
package io.hongyan.relation.circle;

import org.jspecify.annotations.NullMarked;
