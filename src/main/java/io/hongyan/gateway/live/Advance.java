package io.hongyan.gateway.live;

/// How far somebody has come in a conversation, and from where: 0 where this node doesn't know.
public record Advance(long from, long to) {

    Advance then(Advance later) {
        return new Advance(Math.min(from, later.from), Math.max(to, later.to));
    }
}
