/// People who talk over many sockets, when their messages are due, and what is checked of everything that comes.
///
/// The generator means to share the server's machine, so it is written to cost little: one thread sends, another
/// one reads all sockets, and what is remembered of a message is two numbers and a bit for each member.
@NullMarked
package io.hongyan.bench.load;

import org.jspecify.annotations.NullMarked;
