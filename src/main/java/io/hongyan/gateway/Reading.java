package io.hongyan.gateway;

import io.hongyan.gateway.frame.ClientFrame;
import io.hongyan.gateway.frame.ServerFrame;
import io.hongyan.message.EncodedEntry;
import io.hongyan.message.history.History;
import io.hongyan.message.history.HistoryPage;
import io.hongyan.message.history.Visibility;
import io.hongyan.streams.id.UserId;
import io.hongyan.sync.PageSize;
import io.hongyan.sync.SyncAnswer;
import io.hongyan.sync.SyncService;
import java.time.Duration;

/// What clients read over sockets. Every call may block. Thread-safe.
final class Reading {

    /// A frame has at most 1 MiB; what isn't entries of it needs little.
    private static final int MAX_ENTRY_BYTES = 1_000_000;

    private final History history;
    private final Visibility visibility;
    private final SyncService syncs;

    Reading(History history, Visibility visibility, SyncService syncs) {
        this.history = history;
        this.visibility = visibility;
        this.syncs = syncs;
    }

    /// A page of entries; a shorter one than was asked for where they are too big for one frame.
    ServerFrame fetch(UserId user, ClientFrame.Fetch fetch) {
        long first = visibility.firstVisible(user, fetch.conversation());
        int limit = fetch.limit();
        HistoryPage page = history.page(fetch.conversation(), fetch.range(), limit, first);
        while (limit > 1 && size(page) > MAX_ENTRY_BYTES) {
            limit /= 2;
            page = history.page(fetch.conversation(), fetch.range(), limit, first);
        }
        return new ServerFrame.Fetched(
                fetch.r(), fetch.conversation(), page.firstSeq(), page.headSeq(), page.entries());
    }

    private static long size(HistoryPage page) {
        return page.entries().stream().mapToLong(EncodedEntry::size).sum();
    }

    SyncAnswer sync(UserId user, ClientFrame.Sync sync) {
        return syncs.sync(user, sync.cursor(), new PageSize(sync.limit(), MAX_ENTRY_BYTES), Duration.ZERO);
    }
}
