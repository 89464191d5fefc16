/// Measures the relation chain on a generated graph.
@NullMarked
package io.hongyan.relation.bench;

import org.jspecify.annotations.NullMarked;
