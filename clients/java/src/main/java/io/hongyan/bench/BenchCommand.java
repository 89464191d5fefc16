package io.hongyan.bench;

import picocli.CommandLine.Command;

/// `hongyan-cli bench`: what there is to measure.
@Command(
        name = "bench",
        description = "Measures a running server: speed, latency, cost, and whether everything arrives once.",
        synopsisSubcommandLabel = "WHAT",
        subcommands = {
            CoreCommand.class,
            GroupCommand.class,
            FanoutCommand.class,
            FeedCommand.class,
            LoginsCommand.class,
            IdleCommand.class,
            HistoryCommand.class,
            ReconnectCommand.class,
            PresenceCommand.class,
            CeilingsCommand.class,
            PeerCommand.class,
            PlotCommand.class
        })
public final class BenchCommand {}
