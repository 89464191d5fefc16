/// What the graph knows beyond one's own relations: common friends, how far somebody is, whom one may know.
@NullMarked
package io.hongyan.relation.acquaintance;

import org.jspecify.annotations.NullMarked;
