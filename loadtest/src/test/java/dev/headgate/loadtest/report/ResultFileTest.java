// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.loadtest.result.LoadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {

    @TempDir Path folder;

    @Test
    void readsBackWhatItWrote() throws Exception {
        for (LoadResult result :
                List.of(
                        LoadResults.passed(),
                        LoadResults.failed(),
                        LoadResults.unverified(),
                        LoadResults.hostile(),
                        LoadResults.empty())) {
            Path file = folder.resolve("result.json");

            ResultFile.write(file, result);

            assertThat(ResultFile.read(file)).isEqualTo(result);
            assertThat(Files.readString(file)).isEqualTo(ResultFile.toJson(result)).endsWith("}\n");
        }
    }

    @Test
    void keepsTheOrderOfComponentsAndSettings() throws Exception {
        assertThat(ResultFile.toJson(LoadResults.passed()))
                .startsWith("{\n  \"format\" : 1,\n  \"run\" : {\n    \"id\" : \"k7m2x9\",")
                .containsSubsequence("\"rate\"", "\"duration\"", "\"connections\"", "\"verify\"");
    }

    @Test
    void refusesAFileOfANewerVersion() throws Exception {
        refuses(
                ResultFile.toJson(LoadResults.empty()).replace("\"format\" : 1", "\"format\" : 2"),
                "has format 2, and this version of headgate reads up to 1: use a newer one");
    }

    @Test
    void refusesForeignFiles() throws Exception {
        refuses("{\"requests\": 12}", "it names no format");
        refuses("[]", "it names no format");
        refuses("", "it names no format");
        refuses("<html>", "it is no JSON");
        refuses("{\"format\": 1", "it is no JSON");
    }

    @Test
    void namesTheFieldThatIsWrong() throws Exception {
        String json = ResultFile.toJson(LoadResults.passed());
        refuses(
                json.replace("\"seed\" : 42", "\"seed\" : \"x\""),
                "its field run.seed is missing or has a wrong value");
        refuses(
                json.replace("\"seed\" : 42", "\"seed\" : 42, \"sead\" : 42"),
                "nothing is known of its field run.sead");
        refuses(json.replace("\"seed\" : 42,", ""), "its field run.seed is missing");
        refuses(json.replace("\"seed\" : 42", "\"seed\" : null"), "its field run.seed is missing");
        refuses(
                json.replace("\"mode\" : \"open\"", "\"mode\" : null"),
                "its field run.mode is missing");
        refuses(
                json.replace("\"second\" : 3,", "\"second\" : 3.5,"),
                "its field seconds[3].second");
    }

    @Test
    void saysThatThereIsNoFile() {
        Path file = folder.resolve("none.json");
        assertThatThrownBy(() -> ResultFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no file " + file);
    }

    private void refuses(String json, String sentence) throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), json);
        assertThatThrownBy(() -> ResultFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(sentence);
    }
}
