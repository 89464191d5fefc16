/// `hongyan-cli bench`: the load tool. Each of its commands measures a running server, and fails where it breaks a
/// promise under load.
@NullMarked
package io.hongyan.bench;

import org.jspecify.annotations.NullMarked;
