// SPDX-License-Identifier: Apache-2.0
/** TLS of the port for clients, with certificates that can be exchanged while it serves. */
@NullMarked
package dev.headgate.ingest.tls;

import org.jspecify.annotations.NullMarked;
