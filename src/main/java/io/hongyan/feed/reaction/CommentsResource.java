package io.hongyan.feed.reaction;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.infra.Page;
import io.hongyan.streams.id.CommentId;
import io.hongyan.streams.id.PostId;
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
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// What people say to a post.
@Path("/v1/posts/{post}/comments")
@Produces(APPLICATION_JSON)
public final class CommentsResource {

    private final Reactions reactions;

    public CommentsResource(Reactions reactions) {
        this.reactions = reactions;
    }

    @POST
    @Consumes(APPLICATION_JSON)
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Comment.class)))
    public Response comment(
            @Auth Caller caller,
            @PathParam("post") PostId post,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @NotNull @Valid CommentRequest request) {
        return Response.status(Response.Status.CREATED)
                .entity(reactions.comment(caller.user(), post, request, idempotencyKey))
                .build();
    }

    @GET
    public Page<Comment> comments(
            @Auth Caller caller,
            @PathParam("post") PostId post,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return reactions.comments(caller.user(), post, limit, cursor);
    }

    @DELETE
    @Path("{comment}")
    public void delete(@Auth Caller caller, @PathParam("post") PostId post, @PathParam("comment") CommentId comment) {
        reactions.delete(caller.user(), post, comment);
    }
}
