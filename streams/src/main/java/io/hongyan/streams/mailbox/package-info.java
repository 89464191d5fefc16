/// Where unread counts are kept: deliveries and marks in, changed sessions and totals out, in one transaction.
@NullMarked
package io.hongyan.streams.mailbox;

import org.jspecify.annotations.NullMarked;
