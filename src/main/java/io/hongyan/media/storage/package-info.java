/// Where the bytes of media are kept: a folder, or a service that speaks the protocol of S3.
@NullMarked
package io.hongyan.media.storage;

import org.jspecify.annotations.NullMarked;
