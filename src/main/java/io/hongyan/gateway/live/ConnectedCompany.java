package io.hongyan.gateway.live;

import io.hongyan.account.token.Caller;
import io.hongyan.error.HongyanException;
import io.hongyan.gateway.push.Recipient;
import io.hongyan.presence.Presences;
import io.hongyan.presence.Status;
import io.hongyan.streams.id.ConversationId;
import io.hongyan.streams.id.UserId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The company of everybody who is connected to any node. Thread-safe.
public final class ConnectedCompany implements Company {

    private final Presences presences;
    private final Watches watches;
    private final Typing typing;
    private final OwnDevices devices;
    private final int maxWatched;
    private final Map<Recipient, Present> present = new ConcurrentHashMap<>();

    public ConnectedCompany(Presences presences, Watches watches, Typing typing, OwnDevices devices, int maxWatched) {
        this.presences = presences;
        this.watches = watches;
        this.typing = typing;
        this.devices = devices;
        this.maxWatched = maxWatched;
    }

    private record Present(Caller caller, Presences.Entered entered, Watches.Watch watch) {}

    @Override
    public void entered(Recipient recipient, Caller caller) {
        Presences.Entered entered = presences.enter(caller.user(), caller.device(), caller.kind());
        present.put(recipient, new Present(caller, entered, watches.begin(caller.user(), recipient::presence)));
        devices.entered(caller.user(), caller.device(), recipient);
    }

    @Override
    public void left(Recipient recipient) {
        Present gone = present.remove(recipient);
        if (gone != null) {
            devices.left(gone.caller().user(), recipient);
            gone.entered().leave();
            gone.watch().end();
        }
    }

    @Override
    public void status(Recipient recipient, Status status) {
        Present here = present.get(recipient);
        if (here != null) {
            here.entered().say(status);
        }
    }

    @Override
    public void watch(Recipient recipient, Set<UserId> users) {
        if (users.size() > maxWatched) {
            throw HongyanException.invalid("/presence", "has at most " + maxWatched + " people");
        }
        Present here = present.get(recipient);
        if (here != null) {
            here.watch().want(users);
            if (present.get(recipient) != here) {
                // It left meanwhile.
                here.watch().want(Set.of());
            }
        }
    }

    @Override
    public void typing(UserId user, ConversationId conversation) {
        typing.types(user, conversation);
    }
}
