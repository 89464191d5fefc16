/// How media come in: in pieces that are kept as they come, and as one when all of them are there.
@NullMarked
package io.hongyan.media.upload;

import org.jspecify.annotations.NullMarked;
