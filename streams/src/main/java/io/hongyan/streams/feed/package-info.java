/// What nodes tell each other of posts, whose truth is PostgreSQL.
@NullMarked
package io.hongyan.streams.feed;

import org.jspecify.annotations.NullMarked;
