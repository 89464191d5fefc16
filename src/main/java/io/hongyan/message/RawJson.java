package io.hongyan.message;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

import static java.nio.charset.StandardCharsets.UTF_8;

/// JSON that is written as it is: its bytes are copied, and neither decoded nor encoded. Jackson has this for
/// text that it may also write in quotes; ours never is.
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record RawJson(byte[] utf8) implements SerializableString {

    /// Writes an entry inside another object.
    static final class OfEntry extends JsonSerializer<EncodedEntry> {

        @Override
        public void serialize(EncodedEntry entry, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeRawValue(entry.raw());
        }
    }

    @Override
    public String getValue() {
        return new String(utf8, UTF_8);
    }

    @Override
    public int charLength() {
        return getValue().length();
    }

    @Override
    public byte[] asUnquotedUTF8() {
        return utf8;
    }

    @Override
    public int appendUnquotedUTF8(byte[] buffer, int offset) {
        if (buffer.length - offset < utf8.length) {
            return -1;
        }
        System.arraycopy(utf8, 0, buffer, offset, utf8.length);
        return utf8.length;
    }

    @Override
    public int appendUnquoted(char[] buffer, int offset) {
        String text = getValue();
        if (buffer.length - offset < text.length()) {
            return -1;
        }
        text.getChars(0, text.length(), buffer, offset);
        return text.length();
    }

    @Override
    public int writeUnquotedUTF8(OutputStream out) throws IOException {
        out.write(utf8);
        return utf8.length;
    }

    @Override
    public int putUnquotedUTF8(ByteBuffer buffer) {
        if (buffer.remaining() < utf8.length) {
            return -1;
        }
        buffer.put(utf8);
        return utf8.length;
    }

    @Override
    public char[] asQuotedChars() {
        throw unquoted();
    }

    @Override
    public byte[] asQuotedUTF8() {
        throw unquoted();
    }

    @Override
    public int appendQuotedUTF8(byte[] buffer, int offset) {
        throw unquoted();
    }

    @Override
    public int appendQuoted(char[] buffer, int offset) {
        throw unquoted();
    }

    @Override
    public int writeQuotedUTF8(OutputStream out) {
        throw unquoted();
    }

    @Override
    public int putQuotedUTF8(ByteBuffer buffer) {
        throw unquoted();
    }

    private static UnsupportedOperationException unquoted() {
        return new UnsupportedOperationException("JSON is not written as a string");
    }
}
