// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.bench;

import dev.headgate.autoscaler.plant.Controller;
import dev.headgate.autoscaler.trace.Trial;
import java.util.function.Function;

/**
 * One autoscaler with its numbers.
 *
 * @param name for tables, unlike all others
 * @param family whose rule it follows
 * @param maker makes a new controller for each run, since controllers remember
 */
public record Contestant(String name, Family family, Function<Trial, Controller> maker) {}
