/// What media really are: their types, pictures' sizes, thumbnails, and what they mustn't tell.
@NullMarked
package io.hongyan.media.content;

import org.jspecify.annotations.NullMarked;
