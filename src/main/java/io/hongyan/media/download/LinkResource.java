package io.hongyan.media.download;

import io.hongyan.error.HongyanException;
import io.hongyan.media.Media;
import io.hongyan.media.MediaRepository;
import io.hongyan.media.download.Downloads.Wanted;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.WILDCARD;

/// Media for whoever has a link to them.
@Path("/v1/media/links")
public final class LinkResource {

    private final MediaRepository media;
    private final Downloads downloads;
    private final Links links;

    LinkResource(MediaRepository media, Downloads downloads, Links links) {
        this.media = media;
        this.downloads = downloads;
        this.links = links;
    }

    @GET
    @Path("{link}")
    @Produces(WILDCARD)
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "206",
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    public Response content(
            @PathParam("link") String link,
            @Context Request request,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String ifRange) {
        Links.Linked linked = links.read(link);
        Media found = media.find(linked.id())
                .filter(Media::isComplete)
                .orElseThrow(() -> HongyanException.notFound("There is nothing here any more."));
        return downloads.answer(found, linked.variant(), new Wanted(request, range, ifRange));
    }
}
