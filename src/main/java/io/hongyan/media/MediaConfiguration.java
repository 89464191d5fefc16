package io.hongyan.media;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import io.hongyan.media.storage.FolderStorage;
import io.hongyan.media.storage.S3Storage;
import io.hongyan.media.storage.Storage;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Where media are kept, and how large and how many they may be.
public record MediaConfiguration(
        @NotNull Kind storage,
        @NotNull String folder,
        @NotNull @Valid S3 s3,
        @NotNull @Valid Limits limits,
        @NotNull DataSize quota,
        @Min(1) @Max(100_000) int unfinished,
        @Min(1) @Max(500_000_000) long maxPixels,
        @Min(16) @Max(2_000) int thumbnail,

        @NotNull @MinDuration(value = 1, unit = TimeUnit.SECONDS)
        Duration linkLife,

        @NotNull @MinDuration(value = 1, unit = TimeUnit.MINUTES)
        Duration unsentLife) {

    /// What media are kept in.
    public enum Kind {
        @JsonProperty("folder")
        FOLDER,
        @JsonProperty("s3")
        S3
    }

    /// A bucket, and how it is reached.
    public record S3(
            @NotNull String endpoint,
            @NotNull String region,
            @NotNull String bucket,
            @NotNull String accessKey,
            @NotNull String secretKey) {

        @Override
        public String toString() {
            return "S3[" + endpoint + "/" + bucket + "]";
        }
    }

    /// The bytes that one of each kind has at most.
    public record Limits(
            @NotNull DataSize image,
            @NotNull DataSize voice,
            @NotNull DataSize video,
            @NotNull DataSize file) {

        long bytes(MediaKind kind) {
            return switch (kind) {
                case IMAGE -> image.toBytes();
                case VOICE -> voice.toBytes();
                case VIDEO -> video.toBytes();
                case FILE -> file.toBytes();
            };
        }
    }

    @JsonIgnore
    @ValidationMethod(message = "s3 needs an endpoint, such as https://s3.example.org, and a bucket")
    public boolean isBucketNamed() {
        return storage != Kind.S3
                || s3 == null
                || (s3.endpoint().matches("https?://[^/]+/?") && !s3.bucket().isEmpty());
    }

    /// What media are kept in; a folder is below `data` where none is named.
    Storage storage(Path data) {
        return switch (storage) {
            case FOLDER -> new FolderStorage(folder.isEmpty() ? data.resolve("media") : Path.of(folder));
            case S3 ->
                new S3Storage(URI.create(s3.endpoint()), s3.region(), s3.bucket(), s3.accessKey(), s3.secretKey());
        };
    }
}
