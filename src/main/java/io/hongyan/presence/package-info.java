/// Who is there: kept in Redis while devices are connected, told to those who watch, and lost with Redis, but for
/// whether somebody is invisible.
///
/// | key | value |
/// |---|---|
/// | `presence:<user>` | hash: `<device>:<connection>` → kind, status, since, until, and `said`; `said`; `last` |
/// | channel `live` | `presence <user>,<user>…`: these have changed; `typing <node> <conversation> <user>` |
/// | | `reached <node> <conversation>/<user>:<from>:<to>,… …`: these have its messages up to there |
/// | | `own <node> <key> <user>/<device>,<user>… <frame>`: a hint to all devices but the one named |
///
/// `said` is how the user has said last that they are, and when; every node writes beside its connections what it knows
/// of that, because Redis may lose the field. `last` is when the last device left, and the hash expires after a month
/// without any change. A connection holds for two heartbeats and is written anew with each, so that it ends by itself
/// where a node died.
@NullMarked
package io.hongyan.presence;

import org.jspecify.annotations.NullMarked;
