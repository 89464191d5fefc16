package io.hongyan.media.download;

import io.hongyan.media.MediaAccess;
import io.hongyan.media.MediaRepository;
import io.hongyan.media.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// What is served of media that are there.
public final class DownloadFeature {

    private DownloadFeature() {}

    /// The resources; links are signed with `key` and live for `linkLife`.
    public static List<Object> resources(
            MediaAccess access, MediaRepository media, Storage storage, byte[] key, Duration linkLife, Clock clock) {
        Downloads downloads = new Downloads(storage);
        Links links = new Links(key, linkLife, clock);
        return List.of(new MediaResource(access, downloads, links), new LinkResource(media, downloads, links));
    }
}
