/// The calls over HTTP, and the tokens that they and the socket are made with.
@NullMarked
package io.hongyan.sdk.rest;

import org.jspecify.annotations.NullMarked;
