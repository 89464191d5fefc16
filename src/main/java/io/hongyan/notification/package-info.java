/// Telling people of messages while none of their devices is connected: through whoever wakes devices.
///
/// `mailboxes` → for each user without a device a job in PostgreSQL (`scheduled_tasks`, task `notification`, instance
/// the user's id) → a [PushProvider][io.hongyan.notification.PushProvider]. What can't be told ends in
/// `undelivered_notification`. `events` → for each message that mentions all of a conversation in read mode a job that
/// goes through its members (task `notification-all`, instance its conversation and seq) → the same jobs.
@NullMarked
package io.hongyan.notification;

import org.jspecify.annotations.NullMarked;
