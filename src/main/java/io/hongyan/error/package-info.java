/// What can go wrong for a caller: codes, the one exception, and the problem answer made of them.
@NullMarked
package io.hongyan.error;

import org.jspecify.annotations.NullMarked;
