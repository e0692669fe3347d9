// SPDX-License-Identifier: Apache-2.0
/** The routes: admission, answers and problems as RFC 9457 documents. */
@NullMarked
package dev.headgate.ingest.http;

import org.jspecify.annotations.NullMarked;
