// SPDX-License-Identifier: Apache-2.0
package dev.headgate.loadtest.workload;

import dev.headgate.contract.event.EventLimits;
import dev.headgate.loadtest.workload.Template.TypeShare;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events made after a template. */
public final class TemplateSource implements EventSource {

    private static final String DEFAULT = "default-template.yaml";

    private final Template template;
    private final List<String> types;
    private final WeightedChoice typeChoice;
    private final KeyNames keys;
    private final ValueWriter data;

    private TemplateSource(Template template, KeyNames keys) {
        this.template = template;
        this.types = template.types().stream().map(TypeShare::type).toList();
        this.typeChoice =
                WeightedChoice.of(template.types().stream().map(TypeShare::weight).toList());
        this.keys = keys;
        this.data = ValueWriter.of(template.data(), keys);
    }

    /** Events after a template. */
    public static TemplateSource of(Template template) {
        return new TemplateSource(template, new KeyNames(template.keys()));
    }

    /** Events after a template file; whatever is wrong with it is told together. */
    public static TemplateSource read(Path file) {
        return of(TemplateFile.read(file));
    }

    /**
     * Orders: three types, 10,000 users of whom a few order very often, about 200 bytes of data.
     */
    public static TemplateSource orders() {
        try (InputStream in = TemplateSource.class.getResourceAsStream(DEFAULT)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + DEFAULT);
            }
            return of(TemplateFile.parse(DEFAULT, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("the jar's " + DEFAULT + " cannot be read", e);
        }
    }

    /** The same events with other types, each as often. */
    public TemplateSource withTypes(List<String> names) {
        if (names.isEmpty() || names.size() > Template.TYPES_MAX) {
            throw new WorkloadException(
                    "Events have 1 to %d types, not %d."
                            .formatted(Template.TYPES_MAX, names.size()));
        }
        for (String name : names) {
            if (name.isBlank() || name.length() > EventLimits.TYPE_CHARS_MAX) {
                throw new WorkloadException(
                        "An event type has 1 to %d characters, not %d."
                                .formatted(EventLimits.TYPE_CHARS_MAX, name.strip().length()));
            }
        }
        List<TypeShare> shares = names.stream().map(name -> new TypeShare(name, 1)).toList();
        var changed = new Template(shares, template.keys(), template.data());
        return new TemplateSource(changed, keys);
    }

    /** What events look like. */
    public Template template() {
        return template;
    }

    @Override
    public String type(EventNumbers numbers) {
        return types.get(typeChoice.pick(numbers.at(EventNumbers.TYPE)));
    }

    @Override
    public @Nullable String key(EventNumbers numbers) {
        return keys.of(numbers);
    }

    @Override
    public void data(EventNumbers numbers, BodyBuffer to) {
        data.write(new DataDraws(numbers), to);
    }
}
