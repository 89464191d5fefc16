/// Mailboxes of other nodes: a question to the node that owns one, and PostgreSQL while none does.
@NullMarked
package io.hongyan.mailbox.neighbour;

import org.jspecify.annotations.NullMarked;
