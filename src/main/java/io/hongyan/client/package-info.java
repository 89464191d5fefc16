/// A lean client of the protocol: REST over `java.net.http`, and WebSockets over a few threads of our own.
///
/// The demonstration, the benchmark and the fault tests speak to a server through it. It shares nothing with the
/// server but the wire, so that what they find holds for anybody's client.
@NullMarked
package io.hongyan.client;

import org.jspecify.annotations.NullMarked;
