/// `hongyan-cli`: the SDK for a terminal and for scripts.
@NullMarked
package io.hongyan.cli;

import org.jspecify.annotations.NullMarked;
