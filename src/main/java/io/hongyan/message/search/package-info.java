/// Finding messages by what they say.
@NullMarked
package io.hongyan.message.search;

import org.jspecify.annotations.NullMarked;
