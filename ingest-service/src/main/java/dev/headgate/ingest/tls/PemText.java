// SPDX-License-Identifier: Apache-2.0
package dev.headgate.ingest.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.headgate.ingest.caller.InvalidFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys from PEM; repeats nothing of it in a failure. */
final class PemText {

    private static final int CERTIFICATES_MAX = 1_000;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*)-----END \\1-----");

    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");

    /** Version 0, and the name of RSA as PKCS#8 has it; a key of PKCS#1 stands behind it. */
    private static final byte[] RSA_HEAD = {
        2,
        1,
        0,
        0x30,
        13,
        6,
        9,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        13,
        1,
        1,
        1,
        5,
        0
    };

    private PemText() {}

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Block(String label, byte[] content) {}

    /** The certificates in their order; at least one. */
    static List<X509Certificate> certificates(byte[] text, String what) throws InvalidFile {
        var certificates = new ArrayList<X509Certificate>();
        for (Block block : blocks(text, what)) {
            if (block.label().equals("CERTIFICATE")) {
                certificates.add(certificate(block.content(), what));
            }
        }
        if (certificates.isEmpty() || certificates.size() > CERTIFICATES_MAX) {
            throw new InvalidFile(
                    "the %s must have 1 to %d certificates in PEM"
                            .formatted(what, CERTIFICATES_MAX));
        }
        return certificates;
    }

    private static X509Certificate certificate(byte[] content, String what) throws InvalidFile {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(content));
        } catch (CertificateException _) {
            throw new InvalidFile("the %s has something that is no certificate".formatted(what));
        }
    }

    /** The one private key: PKCS#8 of any kind, or PKCS#1. */
    static PrivateKey privateKey(byte[] text) throws InvalidFile {
        for (Block block : blocks(text, "private key")) {
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return key(block.content());
                }
                case "RSA PRIVATE KEY" -> {
                    byte[] inner = concat(RSA_HEAD, der(4, block.content()));
                    return key(der(0x30, inner));
                }
                case "ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY" ->
                        throw new InvalidFile(
                                "the private key is %s: make it plain PKCS#8 with"
                                                .formatted(block.label())
                                        + " 'openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW'");
                default -> {
                    // Parameters or certificates beside the key.
                }
            }
        }
        throw new InvalidFile("the private key is not there in PEM");
    }

    private static PrivateKey key(byte[] pkcs8) throws InvalidFile {
        for (String kind : KEY_KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException _) {
                // Not of this kind.
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this Java platform lacks " + kind, e);
            }
        }
        throw new InvalidFile("the private key is none of " + KEY_KINDS);
    }

    private static List<Block> blocks(byte[] text, String what) throws InvalidFile {
        var blocks = new ArrayList<Block>();
        Matcher matcher = BLOCK.matcher(new String(text, US_ASCII));
        while (matcher.find()) {
            try {
                blocks.add(
                        new Block(
                                matcher.group(1),
                                Base64.getMimeDecoder().decode(matcher.group(2).strip())));
            } catch (IllegalArgumentException _) {
                throw new InvalidFile("the %s is not PEM".formatted(what));
            }
        }
        return blocks;
    }

    private static byte[] der(int tag, byte[] content) {
        int length = content.length;
        byte[] head =
                length < 0x80
                        ? new byte[] {(byte) tag, (byte) length}
                        : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        return concat(head, content);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        var both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
