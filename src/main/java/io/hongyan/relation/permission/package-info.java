/// Who may talk to whom: decided by the relation chain, remembered on every node, forgotten by all when it changes.
@NullMarked
package io.hongyan.relation.permission;

import org.jspecify.annotations.NullMarked;
