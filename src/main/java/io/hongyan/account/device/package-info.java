/// The devices that somebody is logged in on, as they see and end them.
@NullMarked
package io.hongyan.account.device;

import org.jspecify.annotations.NullMarked;
