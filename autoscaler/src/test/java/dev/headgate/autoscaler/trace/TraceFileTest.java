// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceFileTest {

    @TempDir private Path folder;

    @Test
    void eachRowHoldsUntilTheNextOne() throws Exception {
        TraceFile trace = trace("0,100\n60,250.5\n300,0\n");

        assertThat(trace.arrivals().at(0)).isEqualTo(100);
        assertThat(trace.arrivals().at(59)).isEqualTo(100);
        assertThat(trace.arrivals().at(60)).isEqualTo(250.5);
        assertThat(trace.arrivals().at(299)).isEqualTo(250.5);
        assertThat(trace.arrivals().at(300)).isZero();
    }

    @Test
    void theLastRowHoldsForAsLongAsTheShortest() throws Exception {
        assertThat(trace("0,1\n60,1\n300,1\n").seconds()).isEqualTo(360);
    }

    @Test
    void secondsCountFromTheFirstRow() throws Exception {
        TraceFile trace = trace("1767225600,5\n1767225601,7\n");

        assertThat(trace.seconds()).isEqualTo(2);
        assertThat(trace.arrivals().at(1)).isEqualTo(7);
    }

    @Test
    void headingCommentsEmptyLinesAndSpacesAreLeftOut() throws Exception {
        TraceFile trace =
                trace("\uFEFF# a day\r\n\r\n second , arrivals \r\n0 , 3\r\n# x\r\n1,4e1");

        assertThat(trace.seconds()).isEqualTo(2);
        assertThat(trace.arrivals().at(0)).isEqualTo(3);
        assertThat(trace.arrivals().at(1)).isEqualTo(40);
    }

    @Test
    void weightsBecomeShares() throws Exception {
        TraceFile trace = trace("second,arrivals,p0,p1\n0,10,3,1\n60,10,0,5\n");

        assertThat(trace.partitions()).isEqualTo(2);
        assertThat(trace.shares(2).at(59)).containsExactly(0.75, 0.25);
        assertThat(trace.shares(2).at(60)).containsExactly(0, 1);
    }

    @Test
    void withoutArrivalsWeightsOfZeroKeepTheSharesBefore() throws Exception {
        TraceFile trace = trace("0,0,0,0\n1,10,3,1\n2,0,0,0\n");

        assertThat(trace.shares(2).at(0)).containsExactly(0.5, 0.5);
        assertThat(trace.shares(2).at(2)).containsExactly(0.75, 0.25);
    }

    @Test
    void withoutWeightsAllPartitionsGetTheSame() throws Exception {
        TraceFile trace = trace("0,1\n1,1\n");

        assertThat(trace.partitions()).isZero();
        assertThat(trace.shares(4).at(1)).containsExactly(0.25, 0.25, 0.25, 0.25);
    }

    @Test
    void weightsAreOfTheirPartitionsOnly() throws Exception {
        TraceFile trace = trace("0,1,1,1\n1,1,1,1\n");

        assertThatThrownBy(() -> trace.shares(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of 2 partitions, not 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    0,1/60                   | 2 | separate them by a comma
                    0;1/60;1                 | 1 | separate them by a comma
                    0,1/sixty,1              | 2 | 'sixty' is no second; write whole seconds
                    0,1/1.5,1                | 2 | '1.5' is no second
                    0,1/12345678901234567,1  | 2 | is no second
                    0,1/60,many              | 2 | 'many' is not a number of records a second
                    0,1/60,-1                | 2 | '-1' is not a number of records a second
                    0,1/60,NaN               | 2 | 'NaN' is not a number of records a second
                    0,1/60,0x1p3             | 2 | '0x1p3' is not a number of records a second
                    0,1/60,1e10              | 2 | write a number from 0 to 1,000,000,000
                    0,1/60,                  | 2 | '' is not a number of records a second
                    0,1,1/60,1,x             | 2 | 'x' is not the weight of a partition
                    0,1,1,1/60,1,0,0         | 2 | something arrives, but all weights are 0
                    0,1,1,1/60,1,1           | 2 | weights of 1 partitions and the one before it of 2
                    0,1/60,1/60,1            | 3 | second 60 does not come after 60; sort the rows
                    60,1/0,1                 | 2 | second 0 does not come after 60; sort the rows
                    0,1/2678400,1            | 2 | more than 31 days after the first row
                    a,b/c,d/0,1              | 2 | 'c' is no second
                    """)
    void saysWhichLineIsWrongAndWhy(String lines, int line, String sentence) {
        assertThatThrownBy(() -> trace(lines.replace('/', '\n')))
                .isInstanceOf(TraceFileException.class)
                .hasMessageContaining("trace.csv:" + line + ": ")
                .hasMessageContaining(sentence);
    }

    @Test
    void refusesAFileWithoutTwoRows() {
        assertThatThrownBy(() -> trace("second,arrivals\n"))
                .hasMessageContaining("trace.csv has no rows; give two or more");
        assertThatThrownBy(() -> trace("0,1\n"))
                .hasMessageContaining("trace.csv has one row; give two or more");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> TraceFile.read(folder.resolve("nowhere.csv")))
                .isInstanceOf(TraceFileException.class)
                .hasMessageMatching("There is no file .*nowhere.csv.");
    }

    @Test
    void refusesAFolder() {
        assertThatThrownBy(() -> TraceFile.read(folder))
                .isInstanceOf(TraceFileException.class)
                .hasMessageContaining(folder + " cannot be read: ");
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        Path file = folder.resolve("trace.csv");
        Files.write(file, "0,1\n1,\u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> TraceFile.read(file))
                .isInstanceOf(TraceFileException.class)
                .hasMessageContaining("comes what is no text; save the file as CSV in UTF-8");
    }

    @Test
    void showsNoControlCharactersOfAFileAndLittleOfLongOnes() {
        assertThatThrownBy(() -> trace("0,1\n1,\u001b[2J" + "x".repeat(100)))
                .hasMessageContaining("'\uFFFD[2Jxxx")
                .hasMessageContaining("xxx…'")
                .hasMessageNotContaining("\u001b")
                .hasMessageNotContaining("x".repeat(40));
    }

    @Test
    void takesAsManyWeightsAsThereMayBePartitions() throws Exception {
        assertThat(trace(row(0, TraceFile.PARTITIONS_MAX) + row(1, TraceFile.PARTITIONS_MAX)))
                .extracting(TraceFile::partitions)
                .isEqualTo(TraceFile.PARTITIONS_MAX);
        assertThatThrownBy(() -> trace(row(0, TraceFile.PARTITIONS_MAX + 1)))
                .hasMessageContaining(
                        "trace.csv:1: the row has weights of 1,001 partitions; give 1,000 at most");
    }

    @Test
    void refusesALineThatNeverEnds() {
        assertThatThrownBy(() -> trace("0,1\n" + "1".repeat(TraceFileReader.LINE_CHARS_MAX + 1)))
                .hasMessageContaining("trace.csv:2: the line has more than 32,768 characters");
    }

    @Test
    void refusesMoreRowsThanThereMayBe() {
        String rows =
                IntStream.rangeClosed(0, TraceFileReader.ROWS_MAX)
                        .mapToObj(second -> second + ",1\n")
                        .collect(Collectors.joining());

        assertThatThrownBy(() -> trace(rows))
                .hasMessageContaining("trace.csv:1000001: a trace has 1,000,000 rows at most");
    }

    @Test
    void refusesMoreWeightsThanMemoryIsMeantFor() {
        int rows = (int) (TraceFileReader.WEIGHTS_MAX / TraceFile.PARTITIONS_MAX);
        String weights = ",1".repeat(TraceFile.PARTITIONS_MAX);
        String text =
                IntStream.rangeClosed(0, rows)
                        .mapToObj(second -> second + ",1" + weights + "\n")
                        .collect(Collectors.joining());

        assertThatThrownBy(() -> trace(text))
                .hasMessageContaining("trace.csv:5001: the trace has more than 5,000,000 weights");
    }

    private static String row(int second, int partitions) {
        return second + ",1" + ",1".repeat(partitions) + "\n";
    }

    private TraceFile trace(String text) throws IOException, TraceFileException {
        return TraceFile.read(Files.writeString(folder.resolve("trace.csv"), text));
    }
}
