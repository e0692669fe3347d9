// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.name;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.contract.pipeline.PipelineMetadata;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names derived from a pipeline's name and namespace.
 *
 * @param schema PostgreSQL schema, at most 63 bytes, never in need of quotes
 * @param consumerGroup Kafka consumer group
 * @param source CloudEvents source of events whose caller is not known
 */
public record PipelineNames(String schema, String consumerGroup, String source) {

    private static final int IDENTIFIER_BYTES_MAX = 63;
    private static final int DIGEST_CHARS = 8;
    private static final String REFUSED_PREFIX = "refused.";

    /** The names of one pipeline. */
    public static PipelineNames of(PipelineMetadata metadata) {
        String namespace = metadata.namespace();
        String name = metadata.name();
        return new PipelineNames(
                schema(namespace, name),
                "headgate." + namespace + "." + name,
                "/" + namespace + "/" + name);
    }

    /** The topic to which a topic's dead letters are relayed; KIP-1191's default prefix. */
    public static String deadLetterTopic(String topic) {
        return "dlq." + topic;
    }

    /** The topic that keeps events which were refused before they could go to a topic. */
    public static String refusedTopic(String topic) {
        return REFUSED_PREFIX + topic;
    }

    /** Whether a topic keeps refused events. */
    public static boolean isRefusedTopic(String name) {
        return name.startsWith(REFUSED_PREFIX);
    }

    /**
     * The topic for dead letters of what was read from a topic: of events that had been refused, it
     * is that of the topic that they were for.
     */
    public static String deadLetterTopicOf(String read) {
        return deadLetterTopic(
                isRefusedTopic(read) ? read.substring(REFUSED_PREFIX.length()) : read);
    }

    /**
     * Dashes become underscores, which PostgreSQL takes without quotes; Kubernetes names have no
     * underscore. Since {@code a-b} in {@code c} and {@code b} in {@code c-a} would meet, and long
     * names would be cut, such names end in a digest of the exact ones.
     */
    private static String schema(String namespace, String name) {
        String plain = "hg_" + namespace.replace('-', '_') + "_" + name.replace('-', '_');
        boolean ambiguous = namespace.contains("-") || name.contains("-");
        if (!ambiguous && plain.length() <= IDENTIFIER_BYTES_MAX) {
            return plain;
        }
        int kept = Math.min(plain.length(), IDENTIFIER_BYTES_MAX - 1 - DIGEST_CHARS);
        return plain.substring(0, kept) + "_" + digest(namespace + "/" + name);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, DIGEST_CHARS / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
