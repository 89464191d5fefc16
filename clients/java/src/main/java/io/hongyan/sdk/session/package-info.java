/// One device's connection: it greets, syncs, repairs and sends, and comes back after every loss.
///
/// Everything in here happens on one thread, the [Loop]; what an application calls is handed to it.
@NullMarked
package io.hongyan.sdk.session;

import org.jspecify.annotations.NullMarked;
