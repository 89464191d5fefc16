@NullMarked
package io.hongyan.launcher;

import org.jspecify.annotations.NullMarked;
