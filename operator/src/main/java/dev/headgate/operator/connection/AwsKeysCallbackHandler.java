// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.msk.auth.iam.internals.AWSCredentialsCallback;

/**
 * Gives the login module of Amazon MSK the keys of one connection. AWS's own handler takes keys
 * from the environment, which all connections of a process share. Kafka's client makes it by name.
 */
public final class AwsKeysCallbackHandler implements AuthenticateCallbackHandler {

    private @Nullable AwsBasicCredentials keys;

    /** For Kafka's client, which calls {@link #configure} next. */
    public AwsKeysCallbackHandler() {}

    @Override
    public void configure(
            Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> login) {
        Map<String, ?> options = login.getFirst().getOptions();
        keys =
                AwsBasicCredentials.create(
                        Objects.toString(options.get(AwsLogin.ACCESS_KEY_ID), ""),
                        Objects.toString(options.get(AwsLogin.SECRET_ACCESS_KEY), ""));
    }

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        AwsBasicCredentials given = keys;
        for (Callback callback : callbacks) {
            if (given == null || !(callback instanceof AWSCredentialsCallback asked)) {
                throw new UnsupportedCallbackException(callback);
            }
            asked.setAwsCredentials(given);
        }
    }

    @Override
    public void close() {
        keys = null;
    }
}
