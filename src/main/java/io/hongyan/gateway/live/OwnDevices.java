package io.hongyan.gateway.live;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.gateway.frame.FrameWriter;
import io.hongyan.gateway.frame.ServerFrame;
import io.hongyan.gateway.push.Recipient;
import io.hongyan.presence.Broadcast;
import io.hongyan.streams.id.DeviceId;
import io.hongyan.streams.id.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Tells people's own devices, on whichever node they are connected, that something of theirs has changed.
///
/// Whoever changes it calls [#tell(UserId, ServerFrame.Hint)] afterwards, on any thread: that returns at once and never
/// fails. Hints are gathered and told four times a second, of those of one person with the same
/// [key][ServerFrame.Hint#key()] the newest alone. None is kept or repeated: one is missed where nobody is connected,
/// while Redis is away by who is connected to another node, and by a device that is too slow. So a hint stands for what
/// can be asked for, and devices ask when they have connected. A new one is a record in [ServerFrame]. Thread-safe.
public final class OwnDevices implements Managed {

    private static final Logger LOG = LoggerFactory.getLogger(OwnDevices.class);

    private static final long PERIOD_MS = 250;

    /// How many hints wait to be told at most; some 10 MB where they are short.
    private static final int MAX_WAITING = 100_000;

    /// How many people one broadcast names at most, so that none is large.
    private static final int TOLD_AT_ONCE = 200;

    private static final String SAID = "own";
    private static final int PARTS = 5;

    private final Broadcast broadcast;
    private final String node;
    private final FrameWriter frames;
    private final Map<UserId, Map<Recipient, DeviceId>> connected = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("own-devices").factory());
    private Map<Subject, Change> gathered = new LinkedHashMap<>();

    public OwnDevices(Broadcast broadcast, String node, FrameWriter frames) {
        this.broadcast = broadcast;
        this.node = node;
        this.frames = frames;
        broadcast.listen(this::heard);
    }

    private record Subject(UserId user, String key) {}

    /// `by` is the device that knows already, null where none does.
    private record Change(ServerFrame.Hint hint, @Nullable DeviceId by) {}

    /// Somebody who is told, by all devices but `by`.
    private record Told(UserId user, @Nullable DeviceId by) {

        String text() {
            return by == null ? user.toString() : user + "/" + by;
        }

        static Told read(String text) {
            String[] parts = text.split("/", -1);
            return new Told(UserId.valueOf(parts[0]), parts.length == 1 ? null : DeviceId.valueOf(parts[1]));
        }
    }

    @Override
    public void start() {
        thread.scheduleWithFixedDelay(this::tell, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        thread.shutdownNow();
    }

    /// Who has a device connected to this node.
    public Set<UserId> connectedHere() {
        return Set.copyOf(connected.keySet());
    }

    /// Tells all devices of somebody.
    public void tell(UserId user, ServerFrame.Hint hint) {
        gather(user, new Change(hint, null));
    }

    /// The same for many.
    public void tell(Collection<UserId> users, ServerFrame.Hint hint) {
        users.forEach(user -> tell(user, hint));
    }

    /// Tells all devices of somebody but `by`, which has made the change.
    public void tellOthers(UserId user, DeviceId by, ServerFrame.Hint hint) {
        gather(user, new Change(hint, by));
    }

    private synchronized void gather(UserId user, Change change) {
        Subject subject = new Subject(user, change.hint().key());
        if (gathered.size() < MAX_WAITING || gathered.containsKey(subject)) {
            gathered.put(subject, change);
        } else {
            LOG.debug("too much has changed at once");
        }
    }

    /// A device is connected here, until it has [left][#left].
    void entered(UserId user, DeviceId device, Recipient recipient) {
        connected.compute(user, (_, before) -> {
            Map<Recipient, DeviceId> devices = before == null ? new ConcurrentHashMap<>(2) : before;
            devices.put(recipient, device);
            return devices;
        });
    }

    void left(UserId user, Recipient recipient) {
        connected.computeIfPresent(user, (_, devices) -> {
            devices.remove(recipient);
            return devices.isEmpty() ? null : devices;
        });
    }

    /// The loop's policy: what can't be told is dropped, as whoever misses it asks.
    void tell() {
        Map<Subject, Change> taken;
        synchronized (this) {
            taken = gathered;
            gathered = new LinkedHashMap<>();
        }
        Map<ServerFrame.Hint, List<Told>> byHint = new LinkedHashMap<>();
        taken.forEach((subject, change) -> byHint.computeIfAbsent(change.hint(), _ -> new ArrayList<>())
                .add(new Told(subject.user(), change.by())));
        byHint.forEach((hint, told) -> {
            try {
                tell(hint, told);
            } catch (RuntimeException failure) {
                LOG.error("devices can't be told what has changed", failure);
            }
        });
    }

    private void tell(ServerFrame.Hint hint, List<Told> told) {
        byte[] frame = frames.write(hint);
        tellHere(hint.key(), frame, told);
        String text = new String(frame, UTF_8);
        for (int from = 0; from < told.size(); from += TOLD_AT_ONCE) {
            List<String> some = told.subList(from, Math.min(told.size(), from + TOLD_AT_ONCE)).stream()
                    .map(Told::text)
                    .toList();
            broadcast.say(String.join(" ", SAID, node, hint.key(), String.join(",", some), text));
        }
    }

    /// Those of this node were told at once.
    private void heard(String text) {
        if (!text.startsWith(SAID + " ")) {
            return;
        }
        String[] parts = text.split(" ", PARTS);
        if (parts.length == PARTS && !parts[1].equals(node)) {
            List<Told> told =
                    List.of(parts[3].split(",", -1)).stream().map(Told::read).toList();
            tellHere(parts[2], parts[4].getBytes(UTF_8), told);
        }
    }

    private void tellHere(String key, byte[] frame, List<Told> told) {
        for (Told one : told) {
            connected.getOrDefault(one.user(), Map.of()).forEach((recipient, device) -> {
                if (!device.equals(one.by())) {
                    recipient.hint(key, frame);
                }
            });
        }
    }
}
