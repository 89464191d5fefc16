package io.hongyan.demo;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.Command;
import io.dropwizard.core.setup.Bootstrap;
import io.hongyan.client.ClientFailure;
import io.hongyan.client.SocketClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.FileSystemException;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;

/// A command that talks to a running server as its clients do. What goes wrong is told in one sentence.
public abstract class ClientCommand extends Command {

    protected ClientCommand(String name, String description) {
        super(name, description);
    }

    @Override
    public void configure(Subparser parser) {
        parser.addArgument("--url").setDefault("http://127.0.0.1:8080").help("the server");
    }

    @Override
    public final void run(Bootstrap<?> bootstrap, Namespace arguments) throws InterruptedException {
        URI server = server(arguments);
        try (SocketClient sockets = new SocketClient(1)) {
            run(server, sockets, arguments);
        } catch (ConnectException e) {
            throw new ClientFailure(
                    "No server answers at %s: start one with `hongyan standalone` first.".formatted(server));
        } catch (FileSystemException e) {
            throw new ClientFailure("%s can't be used: %s.".formatted(e.getFile(), e));
        } catch (IOException e) {
            throw new ClientFailure("What answers at %s isn't right: %s.".formatted(server, e));
        }
    }

    /// Does what the command is for, over `sockets` that are closed afterwards.
    protected abstract void run(URI server, SocketClient sockets, Namespace arguments)
            throws IOException, InterruptedException;

    private static URI server(Namespace arguments) {
        String url = arguments.getString("url");
        try {
            URI server = URI.create(url);
            if ("http".equals(server.getScheme()) && server.getHost() != null) {
                return server;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new ClientFailure("%s isn't where a server can be: say http://HOST:PORT.".formatted(url));
    }

    @Override
    public void onError(Cli cli, Namespace arguments, Throwable e) {
        if (e instanceof ClientFailure) {
            cli.getStdErr().println(e.getMessage());
        } else {
            super.onError(cli, arguments, e);
        }
    }
}
