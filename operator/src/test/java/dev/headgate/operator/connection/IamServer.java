// SPDX-License-Identifier: Apache-2.0
package dev.headgate.operator.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import javax.security.sasl.SaslServerFactory;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of Amazon MSK's login, as far as a test needs it: it reads what a client sends,
 * notes who signed it, and lets in the keys that it knows. It verifies no signature, for only AWS
 * can.
 */
final class IamServer implements SaslServer {

    static final String MECHANISM = "AWS_MSK_IAM";

    /** What clients sent, newest last. */
    static final List<JsonNode> LOGINS = new CopyOnWriteArrayList<>();

    /** Access keys that are let in. */
    static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

    private static final ObjectMapper JSON = new ObjectMapper();
    private boolean complete;

    /** Makes the mechanism known to this JVM, where the broker looks for it. */
    static void register() {
        Security.addProvider(new Known());
    }

    @Override
    public String getMechanismName() {
        return MECHANISM;
    }

    @Override
    public byte[] evaluateResponse(byte[] response) throws SaslException {
        try {
            JsonNode login = JSON.readTree(response);
            LOGINS.add(login);
            if (!KNOWN.contains(signer(login))) {
                throw new SaslAuthenticationException("access denied");
            }
            complete = true;
            return "{\"version\":\"2020_10_22\",\"request-id\":\"1\"}".getBytes(UTF_8);
        } catch (IOException e) {
            throw new SaslException("not JSON", e);
        }
    }

    /** The access key that a login is signed with. */
    static String signer(JsonNode login) {
        String credential = login.path("x-amz-credential").asText();
        return credential.substring(0, Math.max(0, credential.indexOf('/')));
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public String getAuthorizationID() {
        return "anybody";
    }

    @Override
    public byte[] unwrap(byte[] incoming, int offset, int length) {
        throw new IllegalStateException("nothing is wrapped");
    }

    @Override
    public byte[] wrap(byte[] outgoing, int offset, int length) {
        throw new IllegalStateException("nothing is wrapped");
    }

    @Override
    public @Nullable Object getNegotiatedProperty(String name) {
        return null;
    }

    @Override
    public void dispose() {}

    private static final class Known extends Provider {

        private static final long serialVersionUID = 1L;

        Known() {
            super("headgate-test", "1", "the server's side of " + MECHANISM);
            put("SaslServerFactory." + MECHANISM, Factory.class.getName());
        }
    }

    /** Made by the JDK, by name. */
    public static final class Factory implements SaslServerFactory {

        /** For the JDK. */
        public Factory() {}

        @Override
        public SaslServer createSaslServer(
                String mechanism,
                String protocol,
                String serverName,
                Map<String, ?> properties,
                CallbackHandler handler) {
            return new IamServer();
        }

        @Override
        public String[] getMechanismNames(Map<String, ?> properties) {
            return new String[] {MECHANISM};
        }
    }
}
