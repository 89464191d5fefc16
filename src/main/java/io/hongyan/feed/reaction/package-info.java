/// What people say to posts: likes and comments.
@NullMarked
package io.hongyan.feed.reaction;

import org.jspecify.annotations.NullMarked;
