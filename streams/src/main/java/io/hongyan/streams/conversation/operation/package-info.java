/// What is done to messages that were sent: the decisions, and what has to be known for them.
@NullMarked
package io.hongyan.streams.conversation.operation;

import org.jspecify.annotations.NullMarked;
