package io.hongyan.bench.fanout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Answers AUTH, and XREVRANGE with the newest entry of each inbox.
final class FakeRedis implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Map<String, String> newest = new ConcurrentHashMap<>();
    private final String password;

    FakeRedis(String password) throws IOException {
        this.password = password;
        Thread serving = new Thread(this::serve, "redis");
        serving.setDaemon(true);
        serving.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    void newest(String userId, String id) {
        newest.put("inbox:" + userId, id);
    }

    private void serve() {
        try (Socket socket = listening.accept();
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            for (List<String> words = words(in); !words.isEmpty(); words = words(in)) {
                OutputStream out = socket.getOutputStream();
                out.write(answer(words).getBytes(UTF_8));
                out.flush();
            }
        } catch (IOException closed) {
            // By the test, which sees what it was answered.
        }
    }

    private static List<String> words(BufferedReader in) throws IOException {
        List<String> words = new ArrayList<>();
        String count = in.readLine();
        for (int i = 0; count != null && i < Integer.parseInt(count.substring(1)); i++) {
            in.readLine();
            words.add(in.readLine());
        }
        return words;
    }

    private String answer(List<String> words) {
        if (words.get(0).equals("AUTH")) {
            return words.get(1).equals(password) ? "+OK\r\n" : "-WRONGPASS no\r\n";
        }
        String id = newest.get(words.get(1));
        return id == null
                ? "*0\r\n"
                : "*1\r\n*2\r\n$%d\r\n%s\r\n*2\r\n$1\r\nk\r\n$1\r\ne\r\n".formatted(id.length(), id);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
