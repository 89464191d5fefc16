/// How timelines are read: the newest entries from memory, all others from PostgreSQL, as one.
@NullMarked
package io.hongyan.message.history;

import org.jspecify.annotations.NullMarked;
