// SPDX-License-Identifier: Apache-2.0
/** A handler for pipelines, as an example of how to write one's own. */
@NullMarked
package com.example.headgate;

import org.jspecify.annotations.NullMarked;
