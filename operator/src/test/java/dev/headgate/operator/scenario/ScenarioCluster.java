// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.scenario;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests that take {@link ScenarioServers} as a parameter those of this JVM; started when
 * first asked for, stopped with the last test.
 */
public final class ScenarioCluster implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ScenarioServers.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(
                        ScenarioServers.class,
                        _ -> ScenarioServers.start(Path.of("target/scenarios")),
                        ScenarioServers.class);
    }
}
