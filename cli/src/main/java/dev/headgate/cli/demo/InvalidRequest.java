// SPDX-License-Identifier: Apache-2.0
package dev.headgate.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * A request that the pipeline has to refuse.
 *
 * @param flaw what is wrong with it, in words
 * @param body the request's body
 */
record InvalidRequest(String flaw, String body) {

    /** A handful of mistakes that clients really make. */
    static final List<InvalidRequest> ALL =
            List.of(
                    new InvalidRequest("no type", "{\"key\":\"u\",\"data\":{}}"),
                    new InvalidRequest("no data", "{\"type\":\"github.push\"}"),
                    new InvalidRequest("cut off", "{\"type\":\"github.push\",\"data\":{\"a\":"),
                    new InvalidRequest(
                            "NUL, which PostgreSQL cannot keep",
                            "{\"type\":\"github.push\",\"data\":{\"a\":\"\\u0000\"}}"),
                    new InvalidRequest(
                            "a key twice", "{\"type\":\"github.push\",\"data\":{\"a\":1,\"a\":2}}"),
                    new InvalidRequest(
                            "larger than the pipeline allows",
                            "{\"type\":\"github.push\",\"data\":\"" + "x".repeat(300_000) + "\"}"));

    byte[] bytes() {
        return body.getBytes(UTF_8);
    }
}
