package io.hongyan.media;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import io.dropwizard.lifecycle.Managed;
import io.hongyan.infra.SharedKey;
import io.hongyan.infra.Snowflake;
import io.hongyan.mailbox.MailboxView;
import io.hongyan.mailbox.Summaries;
import io.hongyan.media.content.Inspector;
import io.hongyan.media.content.Pictures;
import io.hongyan.media.download.DownloadFeature;
import io.hongyan.media.storage.Storage;
import io.hongyan.media.upload.Disposal;
import io.hongyan.media.upload.Posters;
import io.hongyan.media.upload.Scratch;
import io.hongyan.media.upload.UploadResource;
import io.hongyan.media.upload.Uploads;
import io.hongyan.media.upload.UploadsResource;
import io.hongyan.message.MediaDoor;
import io.hongyan.streams.id.ConversationId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/// Everything about media, put together.
///
/// @param scratch to be started with the server
/// @param sweep throws away what nobody has sent; to be done now and then, by one node
public record MediaFeature(MediaDoor door, Managed scratch, Runnable sweep, List<Object> resources) {

    public MediaFeature {
        resources = List.copyOf(resources);
    }

    /// `data` is this node's folder.
    public static MediaFeature assemble(
            MediaConfiguration configuration,
            Path data,
            Views views,
            Jdbi jdbi,
            ObjectMapper json,
            Snowflake ids,
            Clock clock) {
        Storage storage = configuration.storage(data);
        MediaRepository media = jdbi.onDemand(MediaRepository.class);
        Scratch scratch = new Scratch(data.resolve("media-scratch"));
        Disposal disposal =
                new Disposal(jdbi, media, storage, configuration.unsentLife().toJavaDuration(), clock);
        Inspector inspector = new Inspector(new Pictures(configuration.maxPixels(), configuration.thumbnail()));
        Uploads uploads = new Uploads(jdbi, media, storage, scratch, inspector, disposal, clock);
        MediaAccess access = new MediaAccess(media, uploads, views.mailboxes(), views.summaries());
        List<Object> uploading = List.of(
                new UploadsResource(
                        uploads,
                        configuration.limits()::bytes,
                        configuration.quota().toBytes(),
                        configuration.unfinished(),
                        ids,
                        clock),
                new UploadResource(
                        uploads, new Posters(jdbi, uploads, storage, scratch, inspector), media, disposal, clock));
        List<Object> downloads = DownloadFeature.resources(
                access,
                media,
                storage,
                SharedKey.load(jdbi, "media-links"),
                configuration.linkLife().toJavaDuration(),
                clock);
        return new MediaFeature(
                new CarriedMedia(access, media, views.heads(), json, clock),
                scratch,
                disposal::sweep,
                Stream.concat(uploading.stream(), downloads.stream()).toList());
    }

    /// What this node knows of conversations; `heads` gives the seq of the last entry of one.
    public record Views(MailboxView mailboxes, Summaries summaries, ToLongFunction<ConversationId> heads) {}

    public void register(JerseyEnvironment jersey) {
        resources.forEach(jersey::register);
    }
}
