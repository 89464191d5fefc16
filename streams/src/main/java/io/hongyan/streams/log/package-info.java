/// The log: its topics, how records are encoded, and which header says who waits for the answer.
///
/// | topic | key | value |
/// |---|---|---|
/// | `commands` | conversation | [io.hongyan.streams.conversation.Command] |
/// | `events` | conversation | [io.hongyan.streams.conversation.Recorded] |
/// | `outcomes` | conversation | [io.hongyan.streams.conversation.Outcome] |
/// | `summaries` | conversation | [io.hongyan.streams.conversation.Summary], compacted |
/// | `deliveries` | mailbox partition | [io.hongyan.streams.mailbox.Delivery] |
/// | `marks` | user | [io.hongyan.streams.mailbox.Mark] |
/// | `mailboxes` | mailbox partition | [io.hongyan.streams.mailbox.MailboxChanges] |
/// | `dead-letters` | as it came | a command or mark that can't be decoded, as it came |
@NullMarked
package io.hongyan.streams.log;

import org.jspecify.annotations.NullMarked;
