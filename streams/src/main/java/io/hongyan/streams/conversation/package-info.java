/// Where conversations are ordered: commands in, numbered events out.
@NullMarked
package io.hongyan.streams.conversation;

import org.jspecify.annotations.NullMarked;
