// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.event;

/**
 * Header names of the <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>, the
 * same in a request and in a Kafka record, where tracing libraries look for them.
 */
public final class TraceHeader {

    /** Which trace the event belongs to, and what in it posted the event. */
    public static final String TRACEPARENT = "traceparent";

    /** What tracing systems say further; only together with {@link #TRACEPARENT}. */
    public static final String TRACESTATE = "tracestate";

    private TraceHeader() {}
}
