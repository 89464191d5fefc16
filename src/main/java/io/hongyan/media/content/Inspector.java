package io.hongyan.media.content;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import io.hongyan.media.MediaKind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.detect.Detector;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;

/// Looks into what was uploaded: nothing that its sender says of it is believed. Thread-safe.
public final class Inspector {

    private final Detector detector = MimeTypes.getDefaultMimeTypes();
    private final Pictures pictures;

    public Inspector(Pictures pictures) {
        this.pictures = pictures;
    }

    /// Makes of an uploaded file what is kept; other files are made beside it.
    ///
    /// @throws HongyanException `unsupportedMedia` if it isn't of its kind, `tooLarge` if it is a picture of too
    ///     many pixels
    public Inspection inspect(MediaKind kind, String name, Path file) throws IOException {
        String type = type(kind, name, file);
        if (!kind.takes(type)) {
            throw new HongyanException(
                    ErrorCode.UNSUPPORTED_MEDIA, "This is " + type + ", which isn't sent as " + kind.wireName() + ".");
        }
        if (kind != MediaKind.IMAGE) {
            return new Inspection(type, file, Files.size(file), digest(file), null);
        }
        Path stripped = file.resolveSibling(file.getFileName() + "-stripped");
        Inspection.Picture picture = pictures.picture(type, file, stripped);
        return new Inspection(type, stripped, Files.size(stripped), digest(stripped), picture);
    }

    /// By its bytes. The name tells files apart that begin alike, such as the documents that are archives; Tika would
    /// take it for the type of what begins like nothing, so that it counts for files only.
    private String type(MediaKind kind, String name, Path file) throws IOException {
        Metadata metadata = new Metadata();
        if (kind == MediaKind.FILE) {
            metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            String type = detector.detect(in, metadata).getBaseType().toString();
            return Containers.type(type, in.readNBytes(Containers.HEAD));
        }
    }

    private static String digest(Path file) throws IOException {
        return MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
    }
}
