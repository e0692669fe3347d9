// SPDX-License-Identifier: Apache-2.0
package dev.headgate.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Amounts of CPU and memory, as Kubernetes writes them. */
public record ResourceAmounts(
        @Size(min = 1, max = 12)
                @Pattern("^(0\\.[0-9]{1,3}|[1-9][0-9]{0,5}(\\.[0-9]{1,3})?|[1-9][0-9]{0,8}m)$")
                @JsonPropertyDescription(
                        "CPUs as text, such as \"2\", \"0.5\" or 500m. Omitted: not said.")
                @Nullable String cpu,
        @Size(min = 1, max = 12)
                @Pattern("^[1-9][0-9]{0,8}(k|M|G|T|Ki|Mi|Gi|Ti)$")
                @JsonPropertyDescription(
                        "Memory with its unit, such as 512Mi or 2Gi. Omitted: not said.")
                @Nullable String memory) {

    private static final Map<String, BigDecimal> UNITS =
            Map.of(
                    "m", new BigDecimal("0.001"),
                    "k", BigDecimal.valueOf(1_000),
                    "M", BigDecimal.valueOf(1_000_000),
                    "G", BigDecimal.valueOf(1_000_000_000),
                    "T", BigDecimal.valueOf(1_000_000_000_000L),
                    "Ki", BigDecimal.valueOf(1L << 10),
                    "Mi", BigDecimal.valueOf(1L << 20),
                    "Gi", BigDecimal.valueOf(1L << 30),
                    "Ti", BigDecimal.valueOf(1L << 40));

    /** The number that such a text means: CPUs or bytes. */
    static BigDecimal amount(String text) {
        String number = text.replaceFirst("[a-zA-Z]+$", "");
        return new BigDecimal(number)
                .multiply(UNITS.getOrDefault(text.substring(number.length()), BigDecimal.ONE));
    }
}
