// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.operator.proxy.ApiRequest.Verb;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from the first line of a request. */
class ApiRequestTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/namespaces/shop/secrets/db, get secrets shop/db",
        "GET, /api/v1/namespaces/shop, get namespaces /shop",
        "GET, /api/v1/namespaces, list namespaces /",
        "GET, /api/v1/namespaces/shop/configmaps?limit=500&resourceVersion=0, list configmaps shop/",
        "GET, /apis/apps/v1/deployments?watch=true&resourceVersion=7, watch deployments /",
        "POST, /api/v1/namespaces/shop/events, create events shop/",
        "PUT, /api/v1/namespaces/shop/configmaps/a, update configmaps shop/a",
        "DELETE, /apis/batch/v1/namespaces/shop/jobs/a, delete jobs shop/a",
        "PATCH, /apis/apps/v1/namespaces/shop/deployments/a/scale?fieldManager=headgate-scaler&force=true, patch deployments/scale shop/a as headgate-scaler",
        "GET, /version, get /version /",
    })
    void knowsVerbKindAndObject(String method, String target, String read) {
        assertThat(ApiRequest.of(method, target)).hasToString(read);
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, /api/v1/namespaces/shop/configmaps/a, true",
        "GET, /api/v1/namespaces/shop/configmaps/a, false",
        "PUT, /apis/coordination.k8s.io/v1/namespaces/shop/leases/a, false",
    })
    void countsAsAWriteWhatMayChangeSomethingButTheLease(
            String method, String target, boolean writes) {
        ApiRequest request = ApiRequest.of(method, target);

        assertThat(request.writes()).isEqualTo(writes);
        assertThat(request.verb()).isNotEqualTo(Verb.WATCH);
    }
}
