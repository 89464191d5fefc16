package io.hongyan.media.upload;

import io.dropwizard.auth.Auth;
import io.hongyan.account.token.Caller;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.infra.Snowflake;
import io.hongyan.media.Media;
import io.hongyan.media.MediaInfo;
import io.hongyan.media.MediaKind;
import io.hongyan.message.ClientIds;
import io.hongyan.streams.id.MediaId;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.function.ToLongFunction;
import org.hibernate.validator.constraints.CodePointLength;
import org.jspecify.annotations.Nullable;

import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

/// Where uploads begin, with what the client knows of them.
@Path("/v1/media")
@Produces(APPLICATION_JSON)
public final class UploadsResource {

    private static final long DAY = 86_400_000;

    private final Uploads uploads;
    private final ToLongFunction<MediaKind> limits;
    private final UploadRepository.Allowance allowance;
    private final Snowflake ids;
    private final Clock clock;

    /// `limits` are the bytes that one of a kind has at most, `quota` those that all of one person have; `unfinished`
    /// is how many they may have begun at once.
    public UploadsResource(
            Uploads uploads, ToLongFunction<MediaKind> limits, long quota, int unfinished, Snowflake ids, Clock clock) {
        this.uploads = uploads;
        this.limits = limits;
        this.allowance = new UploadRepository.Allowance(quota, unfinished);
        this.ids = ids;
        this.clock = clock;
    }

    /// What is to be uploaded; `durationMs` of what lasts. A retry with the same `clientId` begins nothing new.
    public record UploadRequest(
            @Nullable String clientId,
            @NotNull MediaKind kind,
            @NotNull @CodePointLength(min = 1, max = 255) String name,
            @Min(1) long size,
            @Min(1) @Max(DAY) @Nullable Long durationMs) {}

    /// 201 with the upload, or 200 where it was begun before.
    @POST
    @Consumes(APPLICATION_JSON)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MediaInfo.class)))
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = MediaInfo.class)))
    public Response begin(@Auth Caller caller, @NotNull @Valid UploadRequest request) {
        long limit = limits.applyAsLong(request.kind());
        if (request.size() > limit) {
            throw new HongyanException(
                    ErrorCode.TOO_LARGE,
                    "One of the kind " + request.kind().wireName() + " has at most " + limit + " bytes.");
        }
        if (request.kind().lasts() && request.durationMs() == null) {
            throw HongyanException.invalid("/durationMs", "is missing");
        }
        Uploads.Beginning beginning = uploads.begin(
                new UploadRepository.Begun(
                        new MediaId(ids.next()),
                        caller.user(),
                        request.clientId() == null ? null : ClientIds.require(request.clientId()),
                        request.kind(),
                        request.name(),
                        request.size(),
                        request.kind().lasts() ? request.durationMs() : null,
                        clock.instant()),
                allowance);
        Media upload = beginning.upload();
        return UploadResource.at(
                        upload, Response.status(beginning.duplicate() ? Response.Status.OK : Response.Status.CREATED))
                .location(URI.create("/v1/media/" + upload.id()))
                .entity(MediaInfo.of(upload))
                .build();
    }
}
