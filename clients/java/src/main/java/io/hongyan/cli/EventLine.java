package io.hongyan.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hongyan.sdk.model.Event;
import io.hongyan.sdk.model.Json;

/// An event as a line of JSON: its kind is `event`, the rest is what it says.
final class EventLine {

    private EventLine() {}

    static ObjectNode of(Event event) {
        ObjectNode line = Json.MAPPER.createObjectNode().put("event", kind(event));
        if (event instanceof Event.Disconnected lost) {
            return line.put("reason", lost.reason())
                    .put("retryInMs", lost.retryIn().toMillis());
        }
        if (event instanceof Event.Closed over) {
            return over.failure() == null
                    ? line
                    : line.put("reason", over.failure().getMessage());
        }
        line.setAll((ObjectNode) Json.MAPPER.valueToTree(event));
        return line;
    }

    private static String kind(Event event) {
        String name = event.getClass().getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
