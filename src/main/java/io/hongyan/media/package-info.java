/// Pictures, recordings and files that messages carry.
///
/// | where | what |
/// |---|---|
/// | `media` in PostgreSQL | what is known of each, and how far an upload has come |
/// | `media_piece` | the pieces of an upload, until it is complete |
/// | `media_reference` | the messages that carry it: their readers may see it |
/// | storage `pieces/<id>/<start>-<random>` | a piece |
/// | storage `media/<0 to 99>/<id>` | what is complete |
/// | storage `thumbnails/<0 to 99>/<id>` | the thumbnail of a picture or film |
@NullMarked
package io.hongyan.media;

import org.jspecify.annotations.NullMarked;
