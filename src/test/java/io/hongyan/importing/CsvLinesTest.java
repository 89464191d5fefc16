package io.hongyan.importing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

final class CsvLinesTest {

    @Test
    void aQuotationMarkWithinAFieldMeansNothing() throws IOException {
        assertThat(read("anna,5\" tall\nbert,x")).containsExactly(whole(1, "anna,5\" tall"), whole(2, "bert,x"));
    }

    @Test
    void quotedFieldsHaveLinesCommasAndQuotationMarks() throws IOException {
        assertThat(read("anna,\"a \"\"b\"\",\n\nc\" ,x\nbert,\"\""))
                .containsExactly(whole(1, "anna,\"a \"\"b\"\",\n\nc\" ,x"), whole(4, "bert,\"\""));
    }

    @Test
    void aDamagedRecordIsItsFirstLine() throws IOException {
        assertThat(read("anna,\"Anna\nbert,\"Bert\"\ncarl,\"Carl\"x\ndora,\"Do\nra\""))
                .containsExactly(
                        damaged(1, "anna,\"Anna"),
                        whole(2, "bert,\"Bert\""),
                        damaged(3, "carl,\"Carl\"x"),
                        whole(4, "dora,\"Do\nra\""));
    }

    @Test
    void aQuotationMarkIsOpenAtTheEnd() throws IOException {
        assertThat(read("anna,\"Anna\n\nbert,x")).containsExactly(damaged(1, "anna,\"Anna"), whole(3, "bert,x"));
    }

    @Test
    void aRecordHasSoManyLinesAndNoMore() throws IOException {
        String most = "anna,\"" + "\n".repeat(1_000) + "\"";
        String tooMany = "bert,\"" + "\n".repeat(1_001) + "x\"";

        assertThat(read(most + "\n" + tooMany))
                .containsExactly(whole(1, most), damaged(1_002, "bert,\""), whole(2_003, "x\""));
    }

    @Test
    void aRecordOfSeveralLinesHasSoManyCharactersAndNoMore() throws IOException {
        String line = "x".repeat(40_000);

        assertThat(read("anna,\"\n" + line + "\n" + line + "\n" + "\""))
                .extracting(CsvLines.Entry::line, CsvLines.Entry::damaged)
                .startsWith(tuple(1L, true), tuple(2L, false));
    }

    @Test
    void oneLineMayBeAsLongAsItLikes() throws IOException {
        String members = "g,Large,anna,\"" + "bert;".repeat(100_000) + "\"";

        assertThat(read(members)).containsExactly(whole(1, members));
    }

    private static List<CsvLines.Entry> read(String text) throws IOException {
        CsvLines lines = new CsvLines(new BufferedReader(new StringReader(text)));
        List<CsvLines.Entry> entries = new ArrayList<>();
        CsvLines.Entry entry = lines.next();
        while (entry != null) {
            entries.add(entry);
            entry = lines.next();
        }
        return entries;
    }

    private static CsvLines.Entry whole(long line, String text) {
        return new CsvLines.Entry(line, text, false);
    }

    private static CsvLines.Entry damaged(long line, String text) {
        return new CsvLines.Entry(line, text, true);
    }
}
