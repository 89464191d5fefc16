/// What is done to messages that were sent, and what they look like after it: recalls, edits, reactions, pins.
@NullMarked
package io.hongyan.message.operation;

import org.jspecify.annotations.NullMarked;
