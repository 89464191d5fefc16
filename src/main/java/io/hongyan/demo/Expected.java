package io.hongyan.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What everybody has to have unread, counted one by one from what was said and read.
final class Expected {

    /// Somebody in a conversation.
    private record Member(String person, String conversation) {}

    private record Message(long seq, String sender, List<String> mentions) {}

    private final Map<String, List<Message>> messages = new HashMap<>();
    private final Map<Member, Long> read = new HashMap<>();
    private final Set<Member> muted = new HashSet<>();

    void say(String conversation, long seq, String sender, List<String> mentions) {
        messages.computeIfAbsent(conversation, _ -> new ArrayList<>()).add(new Message(seq, sender, mentions));
    }

    void read(String person, String conversation, long seq) {
        read.merge(new Member(person, conversation), seq, Math::max);
    }

    void mute(String person, String conversation) {
        muted.add(new Member(person, conversation));
    }

    boolean isMuted(String person, String conversation) {
        return muted.contains(new Member(person, conversation));
    }

    long unread(String person, String conversation) {
        return unreadMessages(person, conversation).size();
    }

    long mentions(String person, String conversation) {
        return unreadMessages(person, conversation).stream()
                .filter(message -> message.mentions().contains(person))
                .count();
    }

    private List<Message> unreadMessages(String person, String conversation) {
        long mark = read.getOrDefault(new Member(person, conversation), 0L);
        return messages.getOrDefault(conversation, List.of()).stream()
                .filter(message -> message.seq() > mark && !message.sender().equals(person))
                .toList();
    }
}
