/// Whom people follow, and whom they have blocked.
@NullMarked
package io.hongyan.relation.people;

import org.jspecify.annotations.NullMarked;
