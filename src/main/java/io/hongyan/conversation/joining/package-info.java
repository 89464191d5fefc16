/// How people come into a group whom nobody adds: by a link, and where the group says so, when somebody has agreed.
@NullMarked
package io.hongyan.conversation.joining;

import org.jspecify.annotations.NullMarked;
