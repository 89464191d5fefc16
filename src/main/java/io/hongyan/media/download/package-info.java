/// How media are read: by whoever may see them, in ranges, or with a link that works for minutes.
@NullMarked
package io.hongyan.media.download;

import org.jspecify.annotations.NullMarked;
