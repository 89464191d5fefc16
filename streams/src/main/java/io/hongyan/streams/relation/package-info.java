/// What nodes tell each other of relations, whose truth is Neo4j.
@NullMarked
package io.hongyan.streams.relation;

import org.jspecify.annotations.NullMarked;
