package io.hongyan.media.download;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.error.Problem;
import io.hongyan.infra.Outage;
import io.hongyan.media.Media;
import io.hongyan.media.Media.Part;
import io.hongyan.media.Media.Variant;
import io.hongyan.media.storage.Storage;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Answers with the bytes of media: all of them or a range, unless the client has them.
///
/// What a browser could run is never shown as a page of ours: only pictures, sound and films are shown in place,
/// everything else is saved, nothing is guessed, and whatever is opened all the same has no rights. Thread-safe.
final class Downloads {

    private static final String RANGES = "bytes";

    /// Of those that browsers show in place, and that can't run anything.
    private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Storage storage;
    private final Outage outage = new Outage("Reading media", "their storage");

    Downloads(Storage storage) {
        this.storage = storage;
    }

    /// What a request says of what it wants.
    record Wanted(
            Request request,
            @Nullable String range,
            @Nullable String ifRange) {}

    Response answer(Media media, Variant variant, Wanted wanted) {
        Part part = media.part(variant);
        EntityTag tag = new EntityTag(part.tag());
        Response.ResponseBuilder known = wanted.request().evaluatePreconditions(tag);
        if (known != null) {
            return guarded(known.tag(tag)).build();
        }
        boolean another = wanted.ifRange() != null && !wanted.ifRange().equals("\"" + part.tag() + "\"");
        return switch (ByteRange.asked(another ? null : wanted.range(), part.size())) {
            case ByteRange.Asked.Everything _ ->
                bytes(Response.ok(), media, part, tag, new ByteRange(0, part.size() - 1));
            case ByteRange.Asked.Part(ByteRange range) ->
                // A part that is all of it says so too: browsers play no film where a 206 doesn't.
                bytes(
                        Response.status(Response.Status.PARTIAL_CONTENT).header("Content-Range", range.of(part.size())),
                        media,
                        part,
                        tag,
                        range);
            case ByteRange.Asked.Nothing _ -> nothing(part.size());
        };
    }

    private Response bytes(Response.ResponseBuilder answer, Media media, Part part, EntityTag tag, ByteRange range) {
        // Before the answer begins: behind its status nobody could be told that there is nothing to read.
        InputStream opened = open(part, range);
        StreamingOutput bytes = out -> {
            try (InputStream in = opened) {
                in.transferTo(out);
            }
        };
        return guarded(answer.tag(tag))
                .entity(bytes)
                .type(part.type())
                // Jetty would pack a text, and a part of it too; ranges are of what isn't packed.
                .header(HttpHeaders.CONTENT_ENCODING, "identity")
                .header(HttpHeaders.CONTENT_LENGTH, range.length())
                .header(HttpHeaders.CONTENT_DISPOSITION, Disposition.of(isShown(part.type()), media.name()))
                .build();
    }

    private InputStream open(Part part, ByteRange range) {
        try {
            InputStream opened = storage.open(part.key(), range.from(), range.length());
            outage.isOver();
            return opened;
        } catch (IOException e) {
            outage.goesOn(e);
            throw HongyanException.unavailable("Media can't be read at the moment.", RETRY, e);
        }
    }

    private static boolean isShown(String type) {
        return PICTURES.contains(type) || type.startsWith("audio/") || type.startsWith("video/");
    }

    /// A copy may be kept, and is asked about each time: who may see something changes. A proxy that packed it would
    /// change what ranges mean.
    private static Response.ResponseBuilder guarded(Response.ResponseBuilder answer) {
        return answer.header("Accept-Ranges", RANGES)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache, no-transform")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox");
    }

    private static Response nothing(long size) {
        return Response.status(ErrorCode.NO_SUCH_RANGE.status())
                .header("Content-Range", RANGES + " */" + size)
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(ErrorCode.NO_SUCH_RANGE, "There are " + size + " bytes."))
                .build();
    }
}
