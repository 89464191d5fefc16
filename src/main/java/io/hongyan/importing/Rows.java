package io.hongyan.importing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.google.common.io.CountingInputStream;
import io.hongyan.infra.Progress;
import io.hongyan.infra.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

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
        try (MappingIterator<JsonNode> rows = CSV.readerFor(JsonNode.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(bytes)) {
            while (rows.hasNextValue()) {
                long line = rows.getParser().currentTokenLocation().getLineNr();
                JsonNode fields = rows.nextValue();
                if (kind(file, fields) != kind) {
                    return;
                }
                consumer.accept(new Row(file, line, fields));
            }
        }
    }

    private static Kind kind(Path file, JsonNode fields) {
        if (fields.has("user") && fields.has("contact")) {
            return Kind.CONTACTS;
        }
        if (fields.has("key") && fields.has("owner")) {
            return Kind.GROUPS;
        }
        if (fields.has("name")) {
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
