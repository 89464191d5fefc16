/// A lean client of the protocol: REST over `java.net.http`, and WebSockets over a few threads of our own.
///
/// The demonstration, the rehearsal of `prepare` and the fault tests speak to a server through it, and the load tool,
/// `clients/java`, which compiles this package into its own jar: so it keeps to Java 17 and Jackson. It shares nothing
/// with the server but the wire, so that what they find holds for anybody's client.
@NullMarked
package io.hongyan.client;

import org.jspecify.annotations.NullMarked;
