// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.kafka;

import dev.headgate.contract.settings.SecretFiles;
import dev.headgate.ingest.setting.IngestSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes producers: what was passed on, under what the service relies on. */
final class ProducerSettings {

    /** send() may wait this long for memory or for a topic that vanished; then nothing was sent. */
    private static final int MAX_BLOCK_MS = 250;

    private static final int RECORD_OVERHEAD_BYTES = 16_384;
    private static final int REQUEST_BYTES_MIN = 1_048_576;

    private ProducerSettings() {}

    static Producer<byte[], byte[]> create(IngestSettings settings) {
        return new KafkaProducer<>(
                properties(settings), new ByteArraySerializer(), new ByteArraySerializer());
    }

    static Map<String, Object> properties(IngestSettings settings) {
        var properties = new HashMap<String, Object>();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "ingest-" + settings.pipeline().name());
        properties.put(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Math.max(
                        REQUEST_BYTES_MIN,
                        settings.limits().eventBytesMax() + RECORD_OVERHEAD_BYTES));
        // Topics stay known however long nothing is sent to them; the supervisor asks for them too.
        properties.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Long.MAX_VALUE / 2);
        properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
        properties.putAll(SecretFiles.resolve(settings.kafka().producer()));
        properties.computeIfPresent(
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                (_, wanted) -> NativeCompression.orFallback(wanted.toString()));
        properties.put(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        return properties;
    }
}
