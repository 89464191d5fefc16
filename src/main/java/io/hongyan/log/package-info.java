/// The server's side of the log: it appends commands and marks, reads what became of them, and tells whoever
/// waits.
@NullMarked
package io.hongyan.log;

import org.jspecify.annotations.NullMarked;
