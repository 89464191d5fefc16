/// Counts again what everybody hasn't read, from the log and from PostgreSQL, and compares it with what the mailboxes
/// say. Why it is done so is in RATIONALE.md.
@NullMarked
package io.hongyan.verify;

import org.jspecify.annotations.NullMarked;
