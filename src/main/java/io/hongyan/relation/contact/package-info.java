/// A person's contacts, and how somebody becomes one.
@NullMarked
package io.hongyan.relation.contact;

import org.jspecify.annotations.NullMarked;
