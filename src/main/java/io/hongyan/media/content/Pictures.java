package io.hongyan.media.content;

import io.hongyan.error.ErrorCode;
import io.hongyan.error.HongyanException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.Orientation;

/// Reads pictures, of which nobody knows what they are made to do: their size is read before they are decoded, only a
/// few are decoded at once, and large ones never as a whole. Thread-safe.
public final class Pictures {

    private static final int AT_ONCE = 2;
    private static final double QUALITY = 0.8;

    private final long maxPixels;
    private final int thumbnail;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /// Thumbnails fit into a square with sides of `thumbnail` pixels.
    public Pictures(long maxPixels, int thumbnail) {
        this.maxPixels = maxPixels;
        this.thumbnail = thumbnail;
        // Thumbnails are made from files, and there are no others to be kept in memory instead.
        ImageIO.setUseCache(false);
    }

    /// Writes `file` without its metadata to `stripped`, and a thumbnail beside that.
    ///
    /// @throws HongyanException `unsupportedMedia` if it can't be read, `tooLarge` if it has too many pixels
    Inspection.Picture picture(String type, Path file, Path stripped) throws IOException {
        int turned = switch (type) {
            case "image/jpeg" -> Jpeg.strip(file, stripped);
            case "image/png" -> unturned(Png::strip, file, stripped);
            case "image/webp" -> unturned(WebP::strip, file, stripped);
            case "image/gif" -> unturned(Gif::strip, file, stripped);
            default -> throw unreadable();
        };
        turns.acquireUninterruptibly();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            return picture(in, stripped, turned);
        } finally {
            turns.release();
        }
    }

    private interface Strip {
        Object apply(Path file, Path stripped) throws IOException;
    }

    private static int unturned(Strip strip, Path file, Path stripped) throws IOException {
        strip.apply(file, stripped);
        return Jpeg.UPRIGHT;
    }

    private Inspection.Picture picture(ImageInputStream in, Path stripped, int turned) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            throw unreadable();
        }
        ImageReader reader = readers.next();
        try {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > maxPixels) {
                throw new HongyanException(
                        ErrorCode.TOO_LARGE,
                        "A picture has at most " + maxPixels + " pixels, and this one " + width + " × " + height + ".");
            }
            Inspection.Thumbnail small = thumbnail(reader, width, height, turned, stripped);
            boolean lying = turned >= Jpeg.FIRST_LYING;
            return new Inspection.Picture(lying ? height : width, lying ? width : height, small);
        } catch (HongyanException | UncheckedIOException known) {
            throw known;
        } catch (IOException
                | RuntimeException e) { // Decoders throw whatever a broken picture makes them stumble over.
            throw unreadable();
        } finally {
            reader.dispose();
        }
    }

    /// Reads about as many pixels as the thumbnail needs, twice as many each way.
    private Inspection.Thumbnail thumbnail(ImageReader reader, int width, int height, int turned, Path stripped)
            throws IOException {
        ImageReadParam parameters = reader.getDefaultReadParam();
        int step = Math.max(1, Math.max(width, height) / (2 * thumbnail));
        parameters.setSourceSubsampling(step, step, 0, 0);
        BufferedImage image = ExifFilterUtils.getFilterForOrientation(Orientation.typeOf(turned))
                .apply(reader.read(0, parameters));
        int side = Math.min(thumbnail, Math.max(image.getWidth(), image.getHeight()));
        String format = image.getColorModel().hasAlpha() ? "png" : "jpeg";
        Path file = stripped.resolveSibling(stripped.getFileName() + "-thumbnail");
        try (var out = Files.newOutputStream(file)) {
            Thumbnails.of(image)
                    .size(side, side)
                    .outputFormat(format)
                    .outputQuality(QUALITY)
                    .toOutputStream(out);
        } catch (IOException e) {
            // The disk's fault, and not the picture's.
            throw new UncheckedIOException(e);
        }
        return new Inspection.Thumbnail("image/" + format, file, Files.size(file));
    }

    static HongyanException unreadable() {
        return new HongyanException(ErrorCode.UNSUPPORTED_MEDIA, "This picture can't be read.");
    }
}
