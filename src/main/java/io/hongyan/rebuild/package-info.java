/// Makes anew what was lost: views from the log, and the log's state from the views. Why it is done so is in
/// RATIONALE.md.
@NullMarked
package io.hongyan.rebuild;

import org.jspecify.annotations.NullMarked;
