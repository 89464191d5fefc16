/// Messages: how they are sent, and how a conversation's timeline is read.
@NullMarked
package io.hongyan.message;

import org.jspecify.annotations.NullMarked;
