/// What people have begun to write, kept for their other devices. Nobody else ever sees it.
@NullMarked
package io.hongyan.conversation.draft;

import org.jspecify.annotations.NullMarked;
