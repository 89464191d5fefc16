package io.hongyan.media.download;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.media.Media;
import io.hongyan.media.Media.Variant;
import io.hongyan.media.MediaAccess;
import io.hongyan.media.MediaInfo;
import io.hongyan.media.download.Downloads.Wanted;
import io.hongyan.streams.id.MediaId;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;
import static jakarta.ws.rs.core.MediaType.WILDCARD;

/// Media for whoever may see a message that carries them.
@Path("/v1/media/{media}")
public final class MediaResource {

    private final MediaAccess access;
    private final Downloads downloads;
    private final Links links;

    MediaResource(MediaAccess access, Downloads downloads, Links links) {
        this.access = access;
        this.downloads = downloads;
        this.links = links;
    }

    /// Addresses that work without a token until `expiresAt`.
    public record MediaLinks(String content, @Nullable String thumbnail, Instant expiresAt) {}

    @GET
    @Produces(APPLICATION_JSON)
    public MediaInfo info(@Auth Caller caller, @PathParam("media") MediaId id) {
        return MediaInfo.of(access.require(caller.user(), id));
    }

    @GET
    @Path("content")
    @Produces(WILDCARD)
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "206",
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    public Response content(
            @Auth Caller caller,
            @PathParam("media") MediaId id,
            @Context Request request,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String ifRange) {
        return downloads.answer(
                access.require(caller.user(), id), Variant.CONTENT, new Wanted(request, range, ifRange));
    }

    @GET
    @Path("thumbnail")
    @Produces(WILDCARD)
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "206",
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    public Response thumbnail(
            @Auth Caller caller,
            @PathParam("media") MediaId id,
            @Context Request request,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String ifRange) {
        return downloads.answer(
                access.require(caller.user(), id), Variant.THUMBNAIL, new Wanted(request, range, ifRange));
    }

    @POST
    @Path("links")
    @Produces(APPLICATION_JSON)
    public MediaLinks link(@Auth Caller caller, @PathParam("media") MediaId id) {
        Media media = access.require(caller.user(), id);
        Instant expiresAt = links.expiry();
        return new MediaLinks(
                address(id, Variant.CONTENT, expiresAt),
                media.thumbnailType() == null ? null : address(id, Variant.THUMBNAIL, expiresAt),
                expiresAt);
    }

    private String address(MediaId id, Variant variant, Instant expiresAt) {
        return "/v1/media/links/" + links.code(new Links.Linked(id, variant, expiresAt));
    }
}
