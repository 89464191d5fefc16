package io.hongyan.relation.contact;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Page;
import io.hongyan.streams.id.UserId;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// Where people ask each other to become friends.
@Path("/v1/contacts/requests")
@Produces(APPLICATION_JSON)
public final class FriendRequestsResource {

    private final FriendRequests requests;

    public FriendRequestsResource(FriendRequests requests) {
        this.requests = requests;
    }

    /// The body of `POST`.
    public record AskRequest(
            @NotNull UserId userId,
            @Nullable @CodePointLength(max = 200) String message) {}

    /// Which requests are listed.
    public enum Direction {
        INCOMING,
        OUTGOING;

        /// Reads the query's form.
        static Direction of(String text) {
            return switch (text) {
                case "incoming" -> INCOMING;
                case "outgoing" -> OUTGOING;
                default -> throw HongyanException.invalid("/direction", "must be incoming or outgoing");
            };
        }
    }

    @POST
    @Consumes(APPLICATION_JSON)
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = FriendRequest.class)))
    public Response ask(@Auth Caller caller, @NotNull @Valid AskRequest request) {
        String message = request.message() == null ? "" : request.message();
        return Response.status(Response.Status.CREATED)
                .entity(requests.ask(caller.user(), request.userId(), message))
                .build();
    }

    @GET
    public Page<FriendRequest> list(
            @Auth Caller caller,
            @QueryParam("direction") @DefaultValue("incoming") String direction,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return switch (Direction.of(direction)) {
            case INCOMING -> requests.incoming(caller.user(), limit, cursor);
            case OUTGOING -> requests.outgoing(caller.user(), limit, cursor);
        };
    }

    @POST
    @Path("{request}/accept")
    public FriendRequest accept(@Auth Caller caller, @PathParam("request") String request) {
        return requests.accept(caller.user(), request);
    }

    @POST
    @Path("{request}/decline")
    public FriendRequest decline(@Auth Caller caller, @PathParam("request") String request) {
        return requests.decline(caller.user(), request);
    }

    @DELETE
    @Path("{request}")
    public void withdraw(@Auth Caller caller, @PathParam("request") String request) {
        requests.withdraw(caller.user(), request);
    }
}
