/// Who pays for a message: its sender, by a delivery to every member's mailbox, or its readers, by one head that they
/// share.
///
/// | | types |
/// |---|---|
/// | deciding | a [io.hongyan.streams.fanout.FanoutPolicy] of [io.hongyan.streams.fanout.FanoutStrategy] gives an
/// [io.hongyan.streams.fanout.Audience] its [io.hongyan.streams.fanout.FanoutMode] |
/// | state | [io.hongyan.streams.fanout.FanoutState], in read mode with a [io.hongyan.streams.fanout.SharedHead] |
/// | delivering | [io.hongyan.streams.fanout.Fanout] plans the deliveries of an event |
@NullMarked
package io.hongyan.streams.fanout;

import org.jspecify.annotations.NullMarked;
