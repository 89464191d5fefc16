package io.hongyan.account.token;

import io.hongyan.error.HongyanException;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;
import java.security.Principal;
import java.time.Instant;

/// Who a verified access token says is calling, until `expiresAt`.
public record Caller(UserId user, DeviceId device, Role role, long generation, Instant expiresAt, DeviceKind kind)
        implements Principal {

    @Override
    public String getName() {
        return user.toString();
    }

    /// Lets administrators pass; to others what follows doesn't exist.
    ///
    /// @throws HongyanException `notFound`, for everybody else
    public void requireAdmin() {
        if (role != Role.ADMIN) {
            throw HongyanException.notFound("There is nothing at this address.");
        }
    }
}
