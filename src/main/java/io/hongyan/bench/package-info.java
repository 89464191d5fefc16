/// `hongyan bench`: an open-loop load over many sockets against a running server, with every promise checked
/// meanwhile.
///
/// The generator means to share the server's machine, so it is written to cost little: one thread sends, another
/// one reads all sockets, and what is remembered of a message is two numbers.
@NullMarked
package io.hongyan.bench;

import org.jspecify.annotations.NullMarked;
