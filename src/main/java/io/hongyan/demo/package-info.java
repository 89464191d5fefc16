/// `hongyan demo`: a few people talk by script to a running server, and what each of them sees is printed and
/// checked.
@NullMarked
package io.hongyan.demo;

import org.jspecify.annotations.NullMarked;
