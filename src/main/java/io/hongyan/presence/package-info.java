/// Who is there: kept in Redis while devices are connected, told to those who watch, and lost with Redis.
///
/// | key | value |
/// |---|---|
/// | `presence:<user>` | hash: `<device>:<connection>` → kind, status, since and until when; `invisible` → 1; `last` |
/// | channel `live` | `presence <user>,<user>…`: these have changed; `typing <node> <conversation> <user>` |
///
/// `last` is when the last device left, and the hash expires after a month without any change. A connection holds for
/// two heartbeats and is written anew with each, so that it ends by itself where a node died.
@NullMarked
package io.hongyan.presence;

import org.jspecify.annotations.NullMarked;
