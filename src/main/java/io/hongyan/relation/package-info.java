/// The relation chain: contacts and requests to become one, followers, the blocked. Neo4j is its truth.
@NullMarked
package io.hongyan.relation;

import org.jspecify.annotations.NullMarked;
