// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import dev.headgate.contract.pipeline.PodResources;
import dev.headgate.contract.pipeline.ResourceAmounts;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** CPU and memory in the form in which the API server writes them: {@code 0.5} is {@code 500m}. */
final class Amounts {

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final BigDecimal BINARY = BigDecimal.valueOf(1_024);
    private static final String DECIMAL_UNITS = "kMGTPE";
    private static final String BINARY_UNITS = "KMGTPE";

    private Amounts() {}

    /** What is not requested is requested as far as it is limited, as Kubernetes has it. */
    static ResourceRequirements of(PodResources resources) {
        Map<String, Quantity> limits = quantities(resources.limits());
        var requests = new TreeMap<>(limits);
        requests.putAll(quantities(resources.requests()));
        return new ResourceRequirementsBuilder().withRequests(requests).withLimits(limits).build();
    }

    private static Map<String, Quantity> quantities(@Nullable ResourceAmounts amounts) {
        var quantities = new TreeMap<String, Quantity>();
        if (amounts != null && amounts.cpu() != null) {
            quantities.put("cpu", new Quantity(cpu(amounts.cpu())));
        }
        if (amounts != null && amounts.memory() != null) {
            quantities.put("memory", new Quantity(memory(amounts.memory())));
        }
        return quantities;
    }

    static String cpu(String text) {
        BigDecimal thousandths =
                text.endsWith("m")
                        ? new BigDecimal(text.substring(0, text.length() - 1))
                        : new BigDecimal(text).multiply(THOUSAND);
        if (thousandths.remainder(THOUSAND).signum() != 0) {
            return thousandths.stripTrailingZeros().toPlainString() + "m";
        }
        return decimal(thousandths.divide(THOUSAND));
    }

    static String memory(String text) {
        boolean binary = text.endsWith("i");
        int unitAt = text.length() - (binary ? 2 : 1);
        BigDecimal number = new BigDecimal(text.substring(0, unitAt));
        char unit = text.charAt(unitAt);
        if (!binary) {
            return decimal(number.multiply(THOUSAND.pow(DECIMAL_UNITS.indexOf(unit) + 1)));
        }
        int power = BINARY_UNITS.indexOf(unit);
        while (power < BINARY_UNITS.length() - 1 && number.remainder(BINARY).signum() == 0) {
            number = number.divide(BINARY);
            power++;
        }
        return number.toPlainString() + BINARY_UNITS.charAt(power) + "i";
    }

    private static String decimal(BigDecimal number) {
        BigDecimal left = number;
        int power = 0;
        while (power < DECIMAL_UNITS.length() && left.remainder(THOUSAND).signum() == 0) {
            left = left.divide(THOUSAND);
            power++;
        }
        return left.stripTrailingZeros().toPlainString()
                + (power == 0 ? "" : DECIMAL_UNITS.charAt(power - 1));
    }
}
