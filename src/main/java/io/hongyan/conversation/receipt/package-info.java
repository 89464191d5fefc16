/// Who has read a message: told from how far each member has read, and never stored for each message.
@NullMarked
package io.hongyan.conversation.receipt;

import org.jspecify.annotations.NullMarked;
