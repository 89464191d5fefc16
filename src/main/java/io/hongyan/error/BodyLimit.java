package io.hongyan.error;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Refuses a request's body as soon as it is known to be too large: by its stated length, else while it is read.
/// What is of [AnyLength] is only guarded against breaking off.
@Priority(Priorities.ENTITY_CODER)
final class BodyLimit implements ContainerRequestFilter {

    private final long limit;

    @Context
    private @Nullable ResourceInfo resource;

    BodyLimit(long limit) {
        this.limit = limit;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        boolean unlimited = resource != null
                && resource.getResourceMethod() != null
                && resource.getResourceMethod().isAnnotationPresent(AnyLength.class);
        if (!unlimited && request.getLength() > limit) {
            throw tooLarge();
        }
        request.setEntityStream(new LimitedBody(request.getEntityStream(), unlimited ? Long.MAX_VALUE : limit));
    }

    private HongyanException tooLarge() {
        return new HongyanException(ErrorCode.TOO_LARGE, "A request's body is at most " + limit + " bytes long.");
    }

    private final class LimitedBody extends FilterInputStream {

        private long left;

        LimitedBody(InputStream body, long most) {
            super(body);
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int count = readBody(buffer, offset, length);
            left -= Math.max(0, count);
            if (left < 0) {
                throw tooLarge();
            }
            return count;
        }

        /// A body that ends early, stalls or isn't the gzip it says is the caller's doing, not a failure of ours.
        private int readBody(byte[] buffer, int offset, int length) {
            try {
                return in.read(buffer, offset, length);
            } catch (IOException | RuntimeException broken) {
                throw new HongyanException(ErrorCode.MALFORMED, "The request's body can't be read to its end.");
            }
        }

        @Override
        public long skip(long count) throws IOException {
            return readNBytes((int) Math.min(count, 8192)).length;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
