// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.growth;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An ingest instance that runs or is about to, ready or not.
 *
 * @param management its management port; absent while it has no address
 */
public record IngestReplica(String name, @Nullable URI management) {}
