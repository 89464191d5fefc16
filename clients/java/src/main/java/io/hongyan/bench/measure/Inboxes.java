package io.hongyan.bench.measure;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Looks into Redis, past the server, for what has arrived in users' inboxes.
///
/// Each change of a user's mailbox has the next position, and its entry in the stream `inbox:{user}` is
/// `epoch-position`; Redis takes entries only in that order. So the newest entry's position says how many there have
/// been, however much the stream has been trimmed, and a position that shows here is in Redis and nowhere earlier.
/// For one thread.
public final class Inboxes implements AutoCloseable {

    private static final int MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private Inboxes(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        this.out = socket.getOutputStream();
    }

    /// @throws IOException if no Redis of the folder's password answers
    public static Inboxes open(DataFolder folder) throws IOException {
        Socket socket = new Socket("127.0.0.1", folder.port("redis"));
        try {
            socket.setSoTimeout(MILLIS);
            socket.setTcpNoDelay(true);
            Inboxes inboxes = new Inboxes(socket);
            inboxes.out.write(command("AUTH", folder.credential("redis")));
            inboxes.simple();
            return inboxes;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /// The sum of the newest positions of these users.
    public long positions(List<String> userIds) throws IOException {
        ByteArrayOutputStream asked = new ByteArrayOutputStream();
        for (String userId : userIds) {
            asked.write(command("XREVRANGE", "inbox:" + userId, "+", "-", "COUNT", "1"));
        }
        out.write(asked.toByteArray());
        long sum = 0;
        for (int i = 0; i < userIds.size(); i++) {
            sum += newest();
        }
        return sum;
    }

    /// Bytes of memory that Redis has given out.
    long usedMemory() throws IOException {
        out.write(command("INFO", "memory"));
        return text().lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElseThrow(() -> new ProtocolException("Redis doesn't say what it uses"));
    }

    /// The position of the one entry of an answer, 0 where there is none.
    private long newest() throws IOException {
        int entries = length('*');
        long position = 0;
        for (int i = 0; i < entries; i++) {
            length('*');
            String id = text();
            position = Long.parseLong(id.substring(id.indexOf('-') + 1));
            int fields = length('*');
            for (int field = 0; field < fields; field++) {
                text();
            }
        }
        return position;
    }

    private void simple() throws IOException {
        String line = line();
        if (!line.startsWith("+")) {
            throw new ProtocolException("Redis answered " + line);
        }
    }

    private int length(char kind) throws IOException {
        String line = line();
        if (line.charAt(0) != kind) {
            throw new ProtocolException("Redis answered " + line);
        }
        return Integer.parseInt(line.substring(1));
    }

    private String text() throws IOException {
        byte[] bytes = in.readNBytes(length('$'));
        line();
        return new String(bytes, UTF_8);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("Redis has closed the connection");
            }
            line.write(next);
        }
        return line.toString(UTF_8).strip();
    }

    private static byte[] command(String... words) {
        StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            command.append('$')
                    .append(word.getBytes(UTF_8).length)
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        return command.toString().getBytes(UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
