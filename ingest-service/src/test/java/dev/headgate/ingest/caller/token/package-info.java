// SPDX-License-Identifier: Apache-2.0
/** JSON Web Tokens: verified with the public keys that their issuer publishes. */
@NullMarked
package dev.headgate.ingest.caller.token;

import org.jspecify.annotations.NullMarked;
