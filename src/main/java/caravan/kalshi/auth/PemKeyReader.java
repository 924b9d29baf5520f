package caravan.kalshi.auth;

import caravan.kalshi.auth.SigningKey.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.jspecify.annotations.Nullable;

/**
 * Finds the private key in PEM text, however it was pasted, and says of anything else what it is.
 *
 * <p>Exceptions of the parser are not passed on as causes: their texts may quote what they could not parse.
 */
final class PemKeyReader {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final String EXPECTED = "Expected an unencrypted RSA or Ed25519 private key as PEM text";

    private PemKeyReader() {}

    /** @param name what to call the source in an error, at the start of a sentence */
    static SigningKey read(String pasted, String name) {
        String text = pasted.replace("\\r", "").replace("\\n", "\n");
        if (text.isBlank()) {
            throw new UnusableKeyException(name + " is empty. " + EXPECTED);
        }
        Matcher block = privateBlock(text);
        if (block == null) {
            throw new UnusableKeyException(
                    "%s has no \"-----BEGIN … PRIVATE KEY-----\" with its END line. %s".formatted(name, EXPECTED));
        }
        refuseOtherKinds(block.group(1), block.group(2), name);
        return key(parse(block.group(1), block.group(2), name), name);
    }

    /** The first private key, or else the first block of any kind: files often hold a certificate as well. */
    private static @Nullable Matcher privateBlock(String text) {
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1).endsWith("PRIVATE KEY")) {
                return matcher;
            }
        }
        matcher.reset();
        return matcher.find() ? matcher : null;
    }

    private static void refuseOtherKinds(String label, String body, String name) {
        String found;
        if (label.startsWith("ENCRYPTED") || body.contains("ENCRYPTED")) {
            found = "is encrypted with a passphrase. Decrypt it first (openssl pkey -in key.pem -out plain.pem)";
        } else if (label.endsWith("PUBLIC KEY")) {
            found = "is a public key. Use the private key that was shown once when the API key was made";
        } else if (label.endsWith("CERTIFICATE")) {
            found = "is a certificate. Use the private key that was shown once when the API key was made";
        } else if (label.equals("PRIVATE KEY") || label.equals("RSA PRIVATE KEY")) {
            return;
        } else {
            found = "is of another kind (%s). %s".formatted(label, EXPECTED);
        }
        throw new UnusableKeyException(name + " " + found);
    }

    private static PrivateKeyInfo parse(String label, String body, String name) {
        // Pasted into one line, the line ends become spaces; base64 itself has neither.
        String pem = "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                .formatted(label, body.replaceAll("\\s", "").replaceAll("(.{64})", "$1\n"));
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            Object object = parser.readObject();
            if (object instanceof PEMKeyPair pair) {
                return pair.getPrivateKeyInfo();
            }
            if (object instanceof PrivateKeyInfo info) {
                return info;
            }
        } catch (IOException | RuntimeException e) {
            throw damaged(name);
        }
        throw damaged(name);
    }

    private static SigningKey key(PrivateKeyInfo info, String name) {
        ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
        try {
            PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(info.getEncoded());
            if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
                return new SigningKey(Kind.RSA, KeyFactory.getInstance("RSA").generatePrivate(encoded));
            }
            if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) {
                return new SigningKey(
                        Kind.ED25519, KeyFactory.getInstance("Ed25519").generatePrivate(encoded));
            }
        } catch (IOException | GeneralSecurityException e) {
            throw damaged(name);
        }
        String kind = algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey) ? "EC" : algorithm.getId();
        throw new UnusableKeyException("%s is of another kind (%s). %s".formatted(name, kind, EXPECTED));
    }

    private static UnusableKeyException damaged(String name) {
        return new UnusableKeyException(
                name + " looks like PEM but is damaged. Copy it again, whole, with its BEGIN and END lines");
    }
}
