// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.topic;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListMeta;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists objects of another operator page by page, and not without an end. */
final class ObjectPages {

    static final long PAGE = 500;
    private static final int PAGES_MAX = 20;
    private static final Logger LOGGER = LoggerFactory.getLogger(ObjectPages.class);

    private final KubernetesClient client;
    private final String group;
    private final String version;

    ObjectPages(KubernetesClient client, String group, String version) {
        this.client = client;
        this.group = group;
        this.version = version;
    }

    /**
     * The objects of a kind; none if the cluster does not have it.
     *
     * @param plural the kind's name in addresses
     * @param namespace empty for all
     */
    List<GenericKubernetesResource> read(String plural, String namespace) {
        var found = new ArrayList<GenericKubernetesResource>();
        @Nullable String next = null;
        for (int page = 0; page < PAGES_MAX; page++) {
            GenericKubernetesResourceList list = page(plural, namespace, next);
            found.addAll(list.getItems());
            next = list.getMetadata().getContinue();
            if (next == null || next.isEmpty()) {
                return found;
            }
        }
        LOGGER.atWarn()
                .addKeyValue("kind", plural)
                .addKeyValue("read", found.size())
                .log("There are more objects than the operator reads");
        return found;
    }

    private GenericKubernetesResourceList page(
            String plural, String namespace, @Nullable String next) {
        var options = new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build();
        var objects =
                client.genericKubernetesResources(
                        new ResourceDefinitionContext.Builder()
                                .withGroup(group)
                                .withVersion(version)
                                .withPlural(plural)
                                .withNamespaced(true)
                                .build());
        try {
            return namespace.isEmpty()
                    ? objects.inAnyNamespace().list(options)
                    : objects.inNamespace(namespace).list(options);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
            var none = new GenericKubernetesResourceList();
            none.setMetadata(new ListMeta());
            return none;
        }
    }
}
