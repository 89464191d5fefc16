package io.hongyan.importing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
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

    /// `progress` is told of bytes.
    Rows(Progress progress) {
        this.progress = progress;
    }

    /// Gives all rows of a kind.
    ///
    /// @throws StartFailure if the file can't be read to its end; `consumer` has had what stands before
    void read(Path file, Kind kind, Consumer<Row> consumer) {
        try (CountingInputStream bytes = new CountingInputStream(Files.newInputStream(file))) {
            Counted counted = new Counted(bytes, consumer);
            if (file.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
                readJson(file, kind, bytes, counted);
            } else {
                readCsv(file, kind, bytes, counted);
            }
            counted.tell();
        } catch (JsonProcessingException damaged) {
            throw new StartFailure(
                    file + ":" + damaged.getLocation().getLineNr() + ": the file isn't as it should be from here on: "
                            + damaged.getOriginalMessage(),
                    damaged);
        } catch (IOException unreadable) {
            throw new StartFailure("The file " + file + " can't be read.", unreadable);
        }
    }

    private static void readCsv(Path file, Kind kind, CountingInputStream bytes, Counted consumer) throws IOException {
        CsvLines lines = new CsvLines(new BufferedReader(new InputStreamReader(bytes, UTF_8)));
        String header = lines.next();
        if (header == null || kind(file, columns(header)) != kind) {
            return;
        }
        CsvSchema schema = columns(header);
        ObjectReader reader = CSV.readerFor(JsonNode.class).with(schema);
        String line = lines.next();
        while (line != null) {
            consumer.accept(new Row(file, lines.number(), row(file, lines.number(), line, reader)));
            line = lines.next();
        }
    }

    private static CsvSchema columns(String header) throws IOException {
        CsvSchema.Builder columns = CsvSchema.builder();
        for (String name : CSV.readerFor(String[].class)
                .with(CsvParser.Feature.WRAP_AS_ARRAY)
                .<String[]>readValues(header)
                .next()) {
            columns.addColumn(name.strip());
        }
        return columns.build();
    }

    private static JsonNode row(Path file, long number, String line, ObjectReader reader) {
        try {
            return reader.readTree(line);
        } catch (IOException damaged) {
            throw new StartFailure(file + ":" + number + ": the file isn't as it should be from here on.", damaged);
        }
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

    private static void readJson(Path file, Kind kind, CountingInputStream bytes, Counted consumer) throws IOException {
        try (JsonParser json = JSON.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new StartFailure(file + ":1: a JSON file is an object with users, contacts or groups.");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = json.currentName().equals(kind.key());
                if (json.nextToken() != JsonToken.START_ARRAY || !wanted) {
                    json.skipChildren();
                    continue;
                }
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    long line = json.currentTokenLocation().getLineNr();
                    consumer.accept(new Row(file, line, JSON.readTree(json)));
                }
            }
        }
    }

    /// Tells how much has been read, after every row.
    private final class Counted {

        private final CountingInputStream bytes;
        private final Consumer<Row> consumer;
        private long told;

        Counted(CountingInputStream bytes, Consumer<Row> consumer) {
            this.bytes = bytes;
            this.consumer = consumer;
        }

        void accept(Row row) {
            tell();
            consumer.accept(row);
        }

        void tell() {
            progress.advance(bytes.getCount() - told);
            told = bytes.getCount();
        }
    }
}
