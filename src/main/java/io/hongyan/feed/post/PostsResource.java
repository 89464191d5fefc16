package io.hongyan.feed.post;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// Where people post.
@Path("/v1/posts")
@Produces(APPLICATION_JSON)
public final class PostsResource {

    private final Posts posts;

    public PostsResource(Posts posts) {
        this.posts = posts;
    }

    @POST
    @Consumes(APPLICATION_JSON)
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Post.class)))
    public Response publish(
            @Auth Caller caller,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @NotNull @Valid PostRequest request) {
        return Response.status(Response.Status.CREATED)
                .entity(posts.publish(caller.user(), request, idempotencyKey))
                .build();
    }
}
