package io.hongyan.gateway;

import io.dropwizard.lifecycle.Managed;
import io.hongyan.account.token.Caller;
import io.hongyan.gateway.frame.Farewell;
import io.hongyan.gateway.push.Outbox;
import io.hongyan.gateway.push.Subscriptions;
import io.hongyan.streams.id.DeviceId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All sockets of this node: gives each device one, and ends them when time, a revocation or the end of the server asks
/// for it. Thread-safe.
public final class Gateway implements Managed, LifeCycle.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final long TICK_MS = 200;
    private static final Duration DRAINED_WITHIN = Duration.ofSeconds(5);

    private final GatewayParts parts;
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<DeviceId, Client> devices = new ConcurrentHashMap<>();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("gateway-ticker").factory());
    private volatile boolean draining;

    public Gateway(GatewayConfiguration configuration, GatewayNeeds needs) {
        this(GatewayParts.of(configuration, needs));
        needs.revocations().onRevoked(this::revoked);
    }

    Gateway(GatewayParts parts) {
        this.parts = parts;
        parts.metrics().countSockets(clients::size);
    }

    /// Must hear of events after the tail, and of mailboxes after their view.
    public Subscriptions subscriptions() {
        return parts.subscriptions();
    }

    @Override
    public void start() {
        ticker.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        ticker.shutdownNow();
    }

    /// Sends everybody elsewhere before anything is taken down, and returns when they have gone, or after a while.
    @Override
    public void lifeCycleStopping(LifeCycle server) {
        draining = true;
        clients.forEach(this::drain);
        long deadline = parts.nanoTime().getAsLong() + DRAINED_WITHIN.toNanos();
        try {
            synchronized (clients) {
                while (!clients.isEmpty() && parts.nanoTime().getAsLong() < deadline) {
                    clients.wait(TICK_MS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Not all are to come back at the same moment.
    private void drain(Client client) {
        long spread = parts.rules().drainSpread().toMillis();
        client.finish(Farewell.DRAIN, ThreadLocalRandom.current().nextLong(spread + 1));
    }

    /// A socket was opened; whoever is behind it hasn't said hello.
    Client opened(ClientWire wire) {
        Client client = new Client(parts, this, wire, new Outbox(wire, parts.outboxes()), Lanes.on(parts.executor()));
        clients.add(client);
        if (draining) {
            drain(client);
        }
        return client;
    }

    /// A device said hello; an older socket of it gives way.
    void entered(Client client, Caller caller) {
        Client older = devices.put(caller.device(), client);
        if (older != null && older != client) {
            older.finish(Farewell.REPLACED, null);
        }
    }

    void left(Client client, Caller caller) {
        devices.remove(caller.device(), client);
    }

    void closed(Client client, int code) {
        parts.metrics().closed(code);
        synchronized (clients) {
            clients.remove(client);
            clients.notifyAll();
        }
    }

    /// Something on a device was revoked.
    void revoked(DeviceId device) {
        Client client = devices.get(device);
        if (client != null) {
            client.revoked();
        }
    }

    /// The loop of time: what fails for one client is logged, and the others go on.
    void tick() {
        long now = parts.nanoTime().getAsLong();
        try {
            parts.subscriptions().tick();
        } catch (RuntimeException failure) {
            LOG.error("time can't pass for subscriptions", failure);
        }
        for (Client client : clients) {
            try {
                client.tick(now);
            } catch (RuntimeException failure) {
                LOG.error("time can't pass for a socket", failure);
            }
        }
    }
}
