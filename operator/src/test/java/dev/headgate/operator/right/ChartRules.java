// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.right;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The operator's rights as the chart's templates have them, with everything switched on that can
 * be. The templates are read as text: helm is not there in these tests, and the rules have no more
 * of its language than conditions around whole rules and one name.
 */
record ChartRules(List<PolicyRule> rules) {

    private static final Path TEMPLATES = Path.of("../charts/headgate/templates");
    private static final String DEFINITION = "{{- define \"headgate.pipelineRules\" -}}";

    /** Name of the operator's objects in a release that is called headgate. */
    static final String OPERATOR = "headgate-operator";

    ChartRules {
        rules = List.copyOf(rules);
    }

    /** Those where pipelines are. */
    static ChartRules ofPipelines() {
        var text = new ArrayList<String>();
        int depth = 0;
        List<String> lines = lines("_helpers.tpl");
        for (String line : lines.subList(lines.indexOf(DEFINITION) + 1, lines.size())) {
            if (line.startsWith("{{- if")) {
                depth++;
            } else if (line.startsWith("{{- end")) {
                depth--;
            } else {
                text.add(line);
            }
            if (depth < 0) {
                break;
            }
        }
        return parsed(text);
    }

    /** Those in the operator's own namespace. */
    static ChartRules ofItsOwn() {
        List<String> lines = lines("operator/role.yaml");
        int from = lines.indexOf("rules:") + 1;
        return parsed(
                lines.subList(from, lines.size()).stream()
                        .takeWhile(line -> !line.startsWith("{{-"))
                        .map(line -> line.replace("{{ $name }}", OPERATOR))
                        .toList());
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(TEMPLATES.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ChartRules parsed(List<String> rules) {
        String role =
                "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nrules:\n"
                        + String.join("\n", rules)
                        + "\n";
        return new ChartRules(new KubernetesSerialization().unmarshal(role, Role.class).getRules());
    }

    /** What they grant, such as {@code patch deployments/scale}. */
    Set<String> granted() {
        return rules.stream()
                .flatMap(rule -> rule.getResources().stream())
                .distinct()
                .flatMap(resource ->
                        rules.stream()
                                .filter(rule -> rule.getResources().contains(resource))
                                .flatMap(rule -> rule.getVerbs().stream())
                                .map(verb -> verb + " " + resource))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
