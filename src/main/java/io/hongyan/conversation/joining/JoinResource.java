package io.hongyan.conversation.joining;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// Coming into a group by a link. The address doesn't name the group: whoever has the link needn't know it.
@Path("/v1/joins")
@Produces(APPLICATION_JSON)
public final class JoinResource {

    private final JoinService joining;

    public JoinResource(JoinService joining) {
        this.joining = joining;
    }

    /// The code of a link.
    public record JoinCode(@NotNull String code) {

        @Override
        public String toString() {
            return "JoinCode[]";
        }
    }

    @POST
    @Consumes(APPLICATION_JSON)
    public Joined join(@Auth Caller caller, @NotNull @Valid JoinCode link) {
        return joining.join(caller.user(), link.code());
    }
}
