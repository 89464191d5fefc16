/// Brings users, contacts and groups from files into an installation; what is there already stays as it is.
@NullMarked
package io.hongyan.importing;

import org.jspecify.annotations.NullMarked;
