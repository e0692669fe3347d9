// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.loadtest.workload.Generator.Field;
import dev.headgate.loadtest.workload.Generator.Weighted;
import java.util.List;

/** Writes one value of an event's data; what never changes about it was prepared before. */
interface ValueWriter {

    void write(DataDraws draws, BodyBuffer to);

    /** A writer for what a generator describes. */
    static ValueWriter of(Generator generator, KeyNames keys) {
        return switch (generator) {
            case Generator.Whole(long min, long max) ->
                    (draws, to) -> to.appendNumber(draws.between(min, max));
            case Generator.Decimal decimal -> decimal(decimal);
            case Generator.Word(List<Weighted> words) -> word(words);
            case Generator.Text(int min, int max) ->
                    (draws, to) -> RandomText.write((int) draws.between(min, max), draws, to);
            case Generator.EventIndex() -> (draws, to) -> to.appendNumber(draws.numbers().index());
            case Generator.EventKey() -> key(keys);
            case Generator.EventTime() -> (draws, to) -> EventClock.write(draws.numbers(), to);
            case Generator.Bool(double share) -> bool(share);
            case Generator.ListOf list -> list(list, of(list.of(), keys));
            case Generator.ObjectOf(List<Field> fields) -> object(fields, keys);
        };
    }

    private static ValueWriter decimal(Generator.Decimal decimal) {
        long unit = 1;
        for (int i = 0; i < decimal.scale(); i++) {
            unit *= 10;
        }
        long one = unit;
        return (draws, to) -> {
            long number = draws.between(decimal.min(), decimal.max());
            if (number < 0) {
                to.append('-');
            }
            long absolute = Math.abs(number);
            to.appendNumber(absolute / one);
            if (decimal.scale() > 0) {
                to.append('.').appendDigits(absolute % one, decimal.scale());
            }
        };
    }

    private static ValueWriter word(List<Weighted> words) {
        byte[][] texts = new byte[words.size()][];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = json(words.get(i).text());
        }
        var choice = WeightedChoice.of(words.stream().map(Weighted::weight).toList());
        return (draws, to) -> to.append(texts[choice.pick(draws.next())]);
    }

    private static ValueWriter key(KeyNames keys) {
        byte[] none = "null".getBytes(UTF_8);
        return (draws, to) -> {
            String key = keys.of(draws.numbers());
            if (key == null) {
                to.append(none);
            } else {
                to.appendText(key);
            }
        };
    }

    private static ValueWriter bool(double share) {
        byte[] yes = "true".getBytes(UTF_8);
        byte[] no = "false".getBytes(UTF_8);
        return (draws, to) -> to.append(draws.fraction() < share ? yes : no);
    }

    private static ValueWriter list(Generator.ListOf list, ValueWriter value) {
        return (draws, to) -> {
            long length = draws.between(list.minLength(), list.maxLength());
            to.append('[');
            for (int i = 0; i < length; i++) {
                if (i > 0) {
                    to.append(',');
                }
                value.write(draws, to);
            }
            to.append(']');
        };
    }

    private static ValueWriter object(List<Field> fields, KeyNames keys) {
        byte[][] names = new byte[fields.size()][];
        ValueWriter[] values = new ValueWriter[fields.size()];
        for (int i = 0; i < names.length; i++) {
            String name = new BodyBuffer().appendText(fields.get(i).name()).text();
            names[i] = ((i == 0 ? "{" : ",") + name + ":").getBytes(UTF_8);
            values[i] = of(fields.get(i).value(), keys);
        }
        return (draws, to) -> {
            for (int i = 0; i < names.length; i++) {
                values[i].write(draws, to.append(names[i]));
            }
            to.append('}');
        };
    }

    private static byte[] json(String text) {
        return new BodyBuffer().appendText(text).text().getBytes(UTF_8);
    }
}
