// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads a pipeline file, YAML or JSON, strictly: whatever is unknown, of the wrong type or against
 * a rule is a {@link Violation}, and all of them are reported together. Only a text that is not one
 * plain YAML document (bad syntax, several documents, anchors, tags) is judged no further.
 *
 * <p>What {@code kubectl get -o yaml} adds to a file is accepted and ignored: {@code status}, and
 * in {@code metadata} the fields that the API server or its tools own ({@code labels}, {@code
 * annotations}, {@code uid}, {@code managedFields} and the like). So a file taken from a cluster
 * runs on a laptop.
 *
 * <p>A value that YAML readers disagree about ({@code 012}, {@code 1e3}, an unquoted {@code off})
 * is refused: the file shall mean the same here and on a cluster.
 */
public final class PipelineFile {

    /** Largest file in bytes; a file with every list at its limit is smaller. */
    public static final int BYTES_MAX = 1_048_576;

    private PipelineFile() {}

    /** Reads a file; that it cannot be read is a violation too. */
    public static PipelineReading read(Path file) {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            return unreadable(name, "is a folder, not a pipeline file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                return tooBig(name);
            }
            return parse(name, UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (NoSuchFileException _) {
            return unreadable(name, "there is no such file");
        } catch (AccessDeniedException _) {
            return unreadable(name, "may not be read by this user");
        } catch (CharacterCodingException _) {
            return unreadable(name, "is not UTF-8 text");
        } catch (IOException e) {
            return unreadable(name, "cannot be read: " + e.getMessage());
        }
    }

    /** Reads a file's text; the name stands in the violations. */
    public static PipelineReading parse(String fileName, String text) {
        if (text.length() > BYTES_MAX) {
            return tooBig(fileName);
        }
        var findings = new Findings(fileName);
        return switch (YamlText.read(text, findings)) {
            case YamlText.Refused _ -> new PipelineReading.Invalid(findings.sorted());
            case YamlText.Document(Node root) -> judge(root, findings);
        };
    }

    private static PipelineReading judge(Node root, Findings findings) {
        var reader = new RecordReader(findings);
        IngestionPipeline pipeline = reader.record(IngestionPipeline.class, root, "");
        new PipelineRules(reader, findings).check();
        if (pipeline == null || !findings.isEmpty()) {
            return new PipelineReading.Invalid(findings.sorted());
        }
        return new PipelineReading.Valid(pipeline);
    }

    private static PipelineReading tooBig(String file) {
        return unreadable(file, "is larger than " + BYTES_MAX + " bytes");
    }

    private static PipelineReading unreadable(String file, String message) {
        return new PipelineReading.Invalid(List.of(new Violation(file, 1, "", message, "")));
    }
}
