// SPDX-License-Identifier: Apache-2.0
package com.example.headgate;

import dev.headgate.consumer.handler.EventHandler;
import dev.headgate.consumer.handler.HandlerResult;
import dev.headgate.consumer.handler.ReceivedEvent;

/**
 * Stands for a handler that asks another system about each event: it waits as long as that one would
 * take, and the event lands as it is. With it scaling can be tried out without burning processors.
 */
public final class SlowPartner implements EventHandler {

    /** Environment variable with the milliseconds of an answer; 20 if it is not set. */
    private static final String MILLIS = "PARTNER_MILLIS";

    private final long millis;

    public SlowPartner() {
        String text = System.getenv(MILLIS);
        this.millis = text == null ? 20 : Long.parseLong(text);
    }

    @Override
    public String name() {
        return "slow-partner";
    }

    @Override
    public HandlerResult handle(ReceivedEvent event) {
        try {
            Thread.sleep(millis);
            return HandlerResult.land();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return HandlerResult.later("PartnerInterrupted");
        }
    }
}
