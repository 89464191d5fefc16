package io.hongyan.importing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.google.common.io.CountingInputStream;
import io.hongyan.infra.Progress;
import io.hongyan.infra.StartFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Reads files: CSV with a line of names at its top, of one kind, or a JSON object with an array for each kind.
final class Rows {

    private static final CsvMapper CSV = new CsvMapper();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Progress progress;
    private final Target.Rejections rejections;

    /// `progress` is told of bytes, as many as a file has; `rejections` of what is no row, and of what is of no kind.
    Rows(Progress progress, Target.Rejections rejections) {
        this.progress = progress;
        this.rejections = rejections;
    }

    /// Gives all rows of a kind.
    ///
    /// @throws StartFailure if the file can't be read to its end; `consumer` has had what stands before
    void read(Path file, Kind kind, Consumer<Row> consumer) {
        try (CountingInputStream bytes = new CountingInputStream(Files.newInputStream(file))) {
            Counted rows = new Counted(bytes, consumer);
            if (file.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
                readJson(file, kind, bytes, rows);
            } else {
                readCsv(file, kind, bytes, rows);
            }
            // Also what wasn't looked at, such as a file of another kind.
            rows.tell(Files.size(file));
        } catch (JsonProcessingException damaged) {
            throw new StartFailure(
                    file + ":" + damaged.getLocation().getLineNr() + ": the file isn't as it should be from here on: "
                            + damaged.getOriginalMessage(),
                    damaged);
        } catch (IOException unreadable) {
            throw new StartFailure("The file " + file + " can't be read.", unreadable);
        }
    }

    private static void readCsv(Path file, Kind kind, CountingInputStream bytes, Counted rows) throws IOException {
        CsvLines lines = new CsvLines(new BufferedReader(new InputStreamReader(bytes, UTF_8)));
        CsvLines.Entry header = lines.next();
        if (header == null) {
            return;
        }
        CsvSchema schema = columns(header.text());
        if (kind(file, schema) != kind) {
            return;
        }
        ObjectReader reader = CSV.readerFor(JsonNode.class).with(schema);
        CsvLines.Entry entry = lines.next();
        while (entry != null) {
            take(file, entry, reader, rows);
            entry = lines.next();
        }
    }

    /// Says nothing of what stands in a row that can't be read: it may be a password.
    private static void take(Path file, CsvLines.Entry entry, ObjectReader reader, Counted rows) {
        if (entry.damaged()) {
            rows.reject(file, entry.line(), "a quotation mark isn't closed, or no comma follows the one that closes");
            return;
        }
        JsonNode fields;
        try {
            fields = reader.readTree(entry.text());
        } catch (JsonProcessingException surplus) {
            rows.reject(file, entry.line(), "there are more columns than in the first line");
            return;
        }
        rows.accept(new Row(file, entry.line(), fields));
    }

    private static CsvSchema columns(String header) throws IOException {
        CsvSchema.Builder columns = CsvSchema.builder();
        for (String name : CSV.readerFor(String[].class)
                .with(CsvParser.Feature.WRAP_AS_ARRAY)
                .<String[]>readValues(header)
                .nextValue()) {
            columns.addColumn(name.strip());
        }
        return columns.build();
    }

    private static Kind kind(Path file, CsvSchema columns) {
        if (columns.column("user") != null && columns.column("contact") != null) {
            return Kind.CONTACTS;
        }
        if (columns.column("key") != null && columns.column("owner") != null) {
            return Kind.GROUPS;
        }
        if (columns.column("name") != null) {
            return Kind.USERS;
        }
        throw new StartFailure(file + ":1: a CSV file begins with the names of its columns: name for users,"
                + " user and contact for contacts, key, title, owner and members for groups.");
    }

    private static void readJson(Path file, Kind kind, CountingInputStream bytes, Counted rows) throws IOException {
        // Each file is read once for each kind; what is of none is told once.
        boolean tellsOthers = kind == Kind.USERS;
        try (JsonParser json = JSON.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new StartFailure(file + ":1: a JSON file is an object with users, contacts or groups.");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                long line = json.currentTokenLocation().getLineNr();
                boolean wanted = key.equals(kind.key());
                if (json.nextToken() == JsonToken.START_ARRAY && wanted) {
                    readArray(file, json, rows);
                    continue;
                }
                if (wanted) {
                    rows.reject(file, line, key + " must be an array");
                } else if (tellsOthers && !Kind.has(key)) {
                    rows.reject(file, line, key + " is none of users, contacts and groups");
                }
                json.skipChildren();
            }
            if (tellsOthers && json.nextToken() != null) {
                long line = json.currentTokenLocation().getLineNr();
                rows.reject(file, line, "a file is one object, and this is after its end");
            }
        }
    }

    private static void readArray(Path file, JsonParser json, Counted rows) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            long line = json.currentTokenLocation().getLineNr();
            if (json.currentToken() == JsonToken.START_OBJECT) {
                rows.accept(new Row(file, line, JSON.readTree(json)));
            } else {
                rows.reject(file, line, "only objects may stand here");
                json.skipChildren();
            }
        }
    }

    /// Tells how much has been read, before every row.
    private final class Counted {

        private final CountingInputStream bytes;
        private final Consumer<Row> consumer;
        private long told;

        Counted(CountingInputStream bytes, Consumer<Row> consumer) {
            this.bytes = bytes;
            this.consumer = consumer;
        }

        void accept(Row row) {
            tell(bytes.getCount());
            consumer.accept(row);
        }

        void reject(Path file, long line, String reason) {
            tell(bytes.getCount());
            rejections.reject(new Row(file, line, MissingNode.getInstance()), reason);
        }

        void tell(long count) {
            progress.advance(count - told);
            told = count;
        }
    }
}
