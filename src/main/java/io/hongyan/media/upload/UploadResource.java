package io.hongyan.media.upload;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.error.AnyLength;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.media.Media;
import io.hongyan.media.MediaRepository;
import io.hongyan.streams.id.MediaId;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;

/// One upload, as in the core of tus 1.0.0: `HEAD` for where it is and `PATCH` to go on.
@Path("/v1/media/{media}")
public final class UploadResource {

    private static final String OFFSET = "Upload-Offset";
    private static final String LENGTH = "Upload-Length";
    private static final String TUS = "Tus-Resumable";
    private static final String TUS_VERSION = "1.0.0";

    private final Uploads uploads;
    private final Posters posters;
    private final MediaRepository media;
    private final Disposal disposal;
    private final Clock clock;

    public UploadResource(Uploads uploads, Posters posters, MediaRepository media, Disposal disposal, Clock clock) {
        this.uploads = uploads;
        this.posters = posters;
        this.media = media;
        this.disposal = disposal;
        this.clock = clock;
    }

    /// Where an upload is.
    @HEAD
    @ApiResponse(responseCode = "200", description = "Where the upload is")
    public Response where(@Auth Caller caller, @PathParam("media") MediaId id) {
        return at(uploads.find(caller.user(), id), Response.ok()).build();
    }

    /// Goes on with it.
    @PATCH
    @Consumes("application/offset+octet-stream")
    @AnyLength
    @ApiResponse(responseCode = "204", description = "Where the upload is")
    public Response append(
            @Auth Caller caller,
            @PathParam("media") MediaId id,
            @HeaderParam(OFFSET) @NotNull @Min(0) Long offset,
            InputStream body) {
        return at(uploads.append(caller.user(), id, offset, body), Response.noContent())
                .build();
    }

    /// Gives a film a thumbnail, made of a picture that its owner took out of it. A film that has one keeps it.
    @PUT
    @Path("thumbnail")
    @Consumes({"image/jpeg", "image/png"})
    @AnyLength
    public void illustrate(@Auth Caller caller, @PathParam("media") MediaId id, InputStream picture) {
        posters.keep(caller.user(), id, picture);
    }

    /// Takes back what no message carries, recalled ones aside.
    @DELETE
    public void takeBack(@Auth Caller caller, @PathParam("media") MediaId id) {
        uploads.find(caller.user(), id);
        if (!media.doom(id, clock.instant())) {
            // It may be gone by now.
            uploads.find(caller.user(), id);
            throw new HongyanException(ErrorCode.CONFLICT, "Messages carry this.");
        }
        disposal.dispose(id);
    }

    /// An answer that says where an upload is.
    static Response.ResponseBuilder at(Media upload, Response.ResponseBuilder answer) {
        return answer.header(OFFSET, upload.received())
                .header(LENGTH, upload.length())
                .header(TUS, TUS_VERSION)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
