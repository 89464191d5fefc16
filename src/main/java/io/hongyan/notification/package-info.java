/// Telling people of messages while none of their devices is connected: through whoever wakes devices.
///
/// `mailboxes` → for each user without a device a job in PostgreSQL (`scheduled_tasks`, task `notification`, instance
/// the user's id) → a [PushProvider][io.hongyan.notification.PushProvider]. What can't be told ends in
/// `undelivered_notification`. `events` → the last message that mentions all of a conversation in read mode
/// (`mentioned_all`), and a job that goes through its members (task `notification-all`, instance the conversation) →
/// the same jobs.
@NullMarked
package io.hongyan.notification;

import org.jspecify.annotations.NullMarked;
