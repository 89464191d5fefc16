/// What every feature stands on: configuration of the engines, JSON, ids, rate limits.
@NullMarked
package io.hongyan.infra;

import org.jspecify.annotations.NullMarked;
