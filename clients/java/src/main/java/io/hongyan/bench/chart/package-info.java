/// Pictures of what a journal holds.
@NullMarked
package io.hongyan.bench.chart;

import org.jspecify.annotations.NullMarked;
