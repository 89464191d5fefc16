/// Conversations and who is in them: started, changed and ended through the log.
///
/// Every change is a command, so membership and roles are judged where order is made; this package checks what a
/// request says, and answers when this node's views show what was done.
@NullMarked
package io.hongyan.conversation;

import org.jspecify.annotations.NullMarked;
