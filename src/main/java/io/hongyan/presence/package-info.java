/// Who is there: kept in Redis while devices are connected, told to those who watch, and lost with Redis.
///
/// | key | value |
/// |---|---|
/// | `presence:<user>` | hash: `<device>:<connection>` → kind, status, since and until when it holds; `invisible` → 1;
/// `last` → when the last device left. Expires after a month without any change |
/// | channel `live` | `presence <user>,<user>…`: these have changed; `typing <node> <conversation> <user>` |
///
/// A field holds for two heartbeats and is written anew with each, so that it ends by itself where a node died.
@NullMarked
package io.hongyan.presence;

import org.jspecify.annotations.NullMarked;
