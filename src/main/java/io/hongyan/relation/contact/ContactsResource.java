package io.hongyan.relation.contact;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.streams.id.UserId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// The caller's contacts.
@Path("/v1/contacts")
@Produces(APPLICATION_JSON)
public final class ContactsResource {

    private final Contacts contacts;

    public ContactsResource(Contacts contacts) {
        this.contacts = contacts;
    }

    @GET
    public ContactChanges since(
            @Auth Caller caller,
            @QueryParam("since") @DefaultValue("0") @PositiveOrZero long since,
            @QueryParam("limit") @DefaultValue("500") @Min(1) @Max(1000) int limit) {
        return contacts.since(caller.user(), since, limit);
    }

    @PATCH
    @Path("{contact}")
    @Consumes(APPLICATION_JSON)
    public Contact patch(
            @Auth Caller caller, @PathParam("contact") UserId contact, @NotNull @Valid ContactPatch patch) {
        return contacts.patch(caller.user(), contact, patch);
    }

    @DELETE
    @Path("{contact}")
    public void remove(@Auth Caller caller, @PathParam("contact") UserId contact) {
        contacts.remove(caller.user(), contact);
    }
}
