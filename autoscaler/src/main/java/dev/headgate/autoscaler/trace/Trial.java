// SPDX-License-Identifier: Apache-2.0
package dev.headgate.autoscaler.trace;

import dev.headgate.autoscaler.plant.PlantSettings;
import dev.headgate.autoscaler.plant.Promise;
import dev.headgate.autoscaler.plant.Scenario;

/** A scenario with the plant that it comes to and the promise that is to be kept. */
public record Trial(Scenario scenario, PlantSettings plant, Promise promise) {}
