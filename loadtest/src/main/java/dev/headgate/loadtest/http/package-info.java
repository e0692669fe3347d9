// SPDX-License-Identifier: Apache-2.0
/** The sender: many HTTP/1.1 connections, driven by few threads. */
@NullMarked
package dev.headgate.loadtest.http;

import org.jspecify.annotations.NullMarked;
