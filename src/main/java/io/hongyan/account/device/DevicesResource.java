package io.hongyan.account.device;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.account.token.Revocations;
import io.hongyan.error.HongyanException;
import io.hongyan.streams.id.DeviceId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// The caller's devices: which there are, logging them out, and how the one that asks is woken.
@Path("/v1/devices")
@Produces(APPLICATION_JSON)
public final class DevicesResource {

    private final OwnDeviceRepository devices;
    private final Revocations revocations;
    private final Clock clock;

    public DevicesResource(Jdbi jdbi, Revocations revocations, Clock clock) {
        this.devices = jdbi.onDemand(OwnDeviceRepository.class);
        this.revocations = revocations;
        this.clock = clock;
    }

    /// The devices.
    public record Devices(List<ListedDevice> items) {}

    @GET
    public Devices list(@Auth Caller caller) {
        return new Devices(devices.list(caller.user(), caller.device(), clock.instant()));
    }

    /// Logs all of them out but the one that asks.
    @DELETE
    public void logOutOthers(@Auth Caller caller) {
        revocations.revokeOthers(caller.user(), caller.device());
    }

    /// Logs one of them out.
    @DELETE
    @Path("{device}")
    public void logOut(@Auth Caller caller, @PathParam("device") DeviceId device) {
        boolean isTheirs =
                list(caller).items().stream().anyMatch(listed -> listed.id().equals(device));
        if (!isTheirs) {
            throw HongyanException.notFound("There is no such device.");
        }
        revocations.revoke(device);
    }

    /// Keeps how the device that asks is woken, until it is logged out.
    @PUT
    @Path("current/push-token")
    @Consumes(APPLICATION_JSON)
    public void keepPushToken(@Auth Caller caller, @NotNull @Valid PushToken push) {
        devices.keep(caller.device(), caller.generation(), push.provider(), push.token(), clock.instant());
    }

    @DELETE
    @Path("current/push-token")
    public void forgetPushToken(@Auth Caller caller) {
        devices.forget(caller.device(), caller.generation());
    }
}
