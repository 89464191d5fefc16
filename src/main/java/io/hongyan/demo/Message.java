package io.hongyan.demo;

import java.util.List;

/// A text message as its sender keeps it until it is acknowledged; a retry is the same one again.
record Message(String conversationId, String clientId, String text, List<String> mentions) {

    Message {
        mentions = List.copyOf(mentions);
    }
}
