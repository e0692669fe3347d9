// SPDX-License-Identifier: Apache-2.0
package com.example.headgate;

import dev.headgate.consumer.handler.EventHandler;
import dev.headgate.consumer.handler.HandlerResult;
import dev.headgate.consumer.handler.ReceivedEvent;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps card numbers out of the table: of a field {@code card} only the last four digits land. A
 * payment without one becomes a dead letter; one whose card is still being checked, {@code
 * "card":"pending"}, is handled again later.
 */
public final class MaskCards implements EventHandler {

    private static final Pattern CARD = Pattern.compile("\"card\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern NUMBER = Pattern.compile("\\d{12,19}");

    @Override
    public String name() {
        return "mask-cards";
    }

    @Override
    public HandlerResult handle(ReceivedEvent event) {
        if (!event.type().startsWith("payment.")) {
            return HandlerResult.land();
        }
        String text = event.text();
        Matcher card = CARD.matcher(text);
        if (!card.find()) {
            return HandlerResult.reject("CardMissing", "a payment has no field card");
        }
        String number = card.group(1);
        if (number.equals("pending")) {
            return HandlerResult.later("CardPending");
        }
        if (!NUMBER.matcher(number).matches()) {
            return HandlerResult.reject("CardInvalid", "the field card is no card number");
        }
        String masked = "*".repeat(number.length() - 4) + number.substring(number.length() - 4);
        return HandlerResult.landJson(
                text.substring(0, card.start(1)) + masked + text.substring(card.end(1)));
    }
}
