/// What each user has waiting: the committed view of mailboxes, lists and counts made of it, and a user's own marks.
///
/// | layer | types |
/// |---|---|
/// | state | [io.hongyan.mailbox.MailboxView] holds a [io.hongyan.mailbox.Mailbox] per user of the owned partitions |
/// | what clients see | [io.hongyan.mailbox.ConversationView], joined by [io.hongyan.mailbox.ConversationViews] |
/// | what users do | [io.hongyan.mailbox.Marks] |
@NullMarked
package io.hongyan.mailbox;

import org.jspecify.annotations.NullMarked;
