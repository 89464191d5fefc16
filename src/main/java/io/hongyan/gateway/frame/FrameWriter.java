package io.hongyan.gateway.frame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

/// Writes the server's frames. Thread-safe.
public final class FrameWriter {

    private final ObjectWriter json;

    /// `json` speaks the protocol's JSON.
    public FrameWriter(ObjectMapper json) {
        this.json = json.writerFor(ServerFrame.class);
    }

    /// The frame as UTF-8.
    public byte[] write(ServerFrame frame) {
        try {
            return json.writeValueAsBytes(frame);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a frame can be written", e);
        }
    }
}
