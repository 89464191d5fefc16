/// Who is calling: devices, the access tokens they carry, and the refresh tokens that renew those.
///
/// An access token is a JWT that every node verifies by itself. It names the user, the device and the device's
/// *generation*. Logging in, logging out, disabling an account and the reuse of an old refresh token raise the
/// generation in PostgreSQL, and with it every older token of that device is revoked; [Revocations] tells all
/// nodes.
@NullMarked
package io.hongyan.account.token;

import org.jspecify.annotations.NullMarked;
