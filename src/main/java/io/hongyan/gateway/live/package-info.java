/// What connected people are told of each other at the moment, and nobody keeps: who has read, who types, who is there;
/// and what their own devices are told that has changed.
@NullMarked
package io.hongyan.gateway.live;

import org.jspecify.annotations.NullMarked;
