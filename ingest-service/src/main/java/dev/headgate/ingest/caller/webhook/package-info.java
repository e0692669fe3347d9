// SPDX-License-Identifier: Apache-2.0
/** Webhooks: requests of others' services, signed with a shared secret, whose body is the data. */
@NullMarked
package dev.headgate.ingest.caller.webhook;

import org.jspecify.annotations.NullMarked;
