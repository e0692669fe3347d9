// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a child is as wanted, so that nothing is written then.
 *
 * <p>Implementation note: all that is wanted must be there; what others or the API server added may
 * be there too. That alone would not see a field that was wanted before and no longer is: so each
 * child carries a digest of what was wanted when it was written last.
 */
final class DesiredMatch {

    /** On each child: digest of what was wanted when it was applied last. */
    static final String DIGEST_ANNOTATION = "headgate.dev/desired";

    private static final String NAME = "name";

    private final KubernetesSerialization serialization;

    DesiredMatch(KubernetesSerialization serialization) {
        this.serialization = serialization;
    }

    /** The child with the digest of itself. */
    HasMetadata stamped(HasMetadata desired) {
        HasMetadata stamped = serialization.clone(desired);
        var annotations = new TreeMap<String, String>();
        if (desired.getMetadata().getAnnotations() != null) {
            annotations.putAll(desired.getMetadata().getAnnotations());
        }
        annotations.put(DIGEST_ANNOTATION, Digest.of(serialization.asYaml(desired)));
        stamped.getMetadata().setAnnotations(annotations);
        return stamped;
    }

    /** Whether both were made from the same wish, whatever has been changed in the live one. */
    static boolean sameWish(HasMetadata stamped, HasMetadata live) {
        return Objects.equals(
                annotation(stamped, DIGEST_ANNOTATION), annotation(live, DIGEST_ANNOTATION));
    }

    static @Nullable String annotation(HasMetadata child, String key) {
        Map<String, String> annotations = child.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(key);
    }

    /** Whether all that is wanted is there. */
    boolean contains(HasMetadata live, HasMetadata stamped) {
        return covers(
                serialization.convertValue(live, Map.class),
                serialization.convertValue(stamped, Map.class));
    }

    private static boolean covers(@Nullable Object live, @Nullable Object wanted) {
        return switch (wanted) {
            case Map<?, ?> fields ->
                    live instanceof Map<?, ?> there
                            && fields.entrySet().stream()
                                    .allMatch(field ->
                                            covers(there.get(field.getKey()), field.getValue()));
            case List<?> items -> live instanceof List<?> there && coversAll(there, items);
            case null -> true;
            default -> wanted.equals(live);
        };
    }

    /** Others may add items to a list of named ones, such as a container. */
    private static boolean coversAll(List<?> live, List<?> wanted) {
        if (wanted.stream().allMatch(item -> name(item) != null)) {
            return wanted.stream()
                    .allMatch(item ->
                            live.stream()
                                    .anyMatch(there ->
                                            Objects.equals(name(there), name(item))
                                                    && covers(there, item)));
        }
        if (live.size() != wanted.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!covers(live.get(i), wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object name(@Nullable Object item) {
        return item instanceof Map<?, ?> fields ? fields.get(NAME) : null;
    }
}
