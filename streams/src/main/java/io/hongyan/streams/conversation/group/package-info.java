/// How a group is run: its rules, and what concerns one of its members.
@NullMarked
package io.hongyan.streams.conversation.group;

import org.jspecify.annotations.NullMarked;
