/// Telling people of messages while none of their devices is connected: through whoever wakes devices.
///
/// `mailboxes` → for each user without a device a job in PostgreSQL (`scheduled_tasks`, task `notification`, instance
/// the user's id) → a [PushProvider][io.hongyan.notification.PushProvider]. What can't be told ends in
/// `undelivered_notification`.
@NullMarked
package io.hongyan.notification;

import org.jspecify.annotations.NullMarked;
