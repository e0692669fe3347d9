// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.caller;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** The names of a client's certificate, as the file of callers writes them. */
final class CertificateNames {

    static final String URI = "URI:";
    static final String DNS = "DNS:";
    static final String DN = "DN:";

    private static final int DNS_NAME = 2;
    private static final int URI_NAME = 6;

    private CertificateNames() {}

    /**
     * Its alternative names of the kinds URI and DNS, in this order, then its subject as RFC 2253
     * writes it. The common name alone is no name.
     */
    static List<String> of(X509Certificate certificate) {
        var names = new ArrayList<String>();
        try {
            var alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> each : alternatives) {
                    if (each.getFirst() instanceof Integer kind && kind == URI_NAME) {
                        names.add(URI + each.get(1));
                    }
                }
                for (List<?> each : alternatives) {
                    if (each.getFirst() instanceof Integer kind && kind == DNS_NAME) {
                        names.add(DNS + each.get(1));
                    }
                }
            }
        } catch (CertificateParsingException _) {
            return List.of();
        }
        String subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
        if (!subject.isEmpty()) {
            names.add(DN + subject);
        }
        return names;
    }

    /** Whether a text can be one of them. */
    static boolean isName(String text) {
        for (String kind : new String[] {URI, DNS, DN}) {
            if (text.startsWith(kind) && text.length() > kind.length()) {
                return true;
            }
        }
        return false;
    }
}
