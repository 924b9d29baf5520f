package caravan.kalshi.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.jspecify.annotations.Nullable;

/**
 * A private key that the exchange knows the public half of.
 *
 * <p>Immutable and safe for many threads. Nothing about the key but its kind is ever shown.
 *
 * @see <a href="https://docs.kalshi.com/getting_started/api_keys">Kalshi: API keys</a>
 */
public final class SigningKey {
    /** A key is a few kilobytes; whatever is larger is another file, named by mistake. */
    private static final long LARGEST_FILE = 64 * 1024;

    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

    /** The kinds of key that the exchange accepts. */
    enum Kind {
        RSA("RSASSA-PSS", PSS),
        ED25519("Ed25519", null);

        private final String algorithm;

        @SuppressWarnings("ImmutableEnumChecker") // parameter specifications have no setters
        private final @Nullable AlgorithmParameterSpec parameters;

        Kind(String algorithm, @Nullable AlgorithmParameterSpec parameters) {
            this.algorithm = algorithm;
            this.parameters = parameters;
        }
    }

    private final Kind kind;
    private final PrivateKey key;
    private final @Nullable Ed25519PrivateKeyParameters ed25519;

    SigningKey(Kind kind, PrivateKey key) {
        this.kind = kind;
        this.key = key;
        this.ed25519 = kind == Kind.ED25519 ? ed25519(key) : null;
    }

    private static Ed25519PrivateKeyParameters ed25519(PrivateKey key) {
        try {
            return (Ed25519PrivateKeyParameters) PrivateKeyFactory.createKey(key.getEncoded());
        } catch (IOException | ClassCastException unreadable) {
            throw new UnusableKeyException("The private key cannot be read as an Ed25519 key. Download it again");
        }
    }

    /**
     * Reads a key from PEM text, of several lines or of one with literal {@code \n}.
     *
     * @throws UnusableKeyException if it is no unencrypted RSA or Ed25519 private key
     */
    public static SigningKey fromPem(String text) {
        return PemKeyReader.read(text, "The private key");
    }

    /**
     * Reads a key from a PEM file.
     *
     * @throws UnusableKeyException if there is no such file, or no usable key in it
     */
    public static SigningKey fromFile(Path file) {
        String name = "The private key file " + file;
        if (!Files.exists(file)) {
            throw new UnusableKeyException(name + " does not exist. Check the path");
        }
        if (!Files.isRegularFile(file)) {
            throw new UnusableKeyException(name + " is not a file. Name the PEM file itself");
        }
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new UnusableKeyException(
                        "%s has %d bytes, too many for a key. Name the PEM file that was downloaded with the API key"
                                .formatted(name, Files.size(file)));
            }
            // One char a byte: PEM is ASCII, and a binary file must not fail here but be told what it is.
            return PemKeyReader.read(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1), name);
        } catch (IOException e) {
            throw new UnusableKeyException(
                    name + " cannot be read. Let the user who runs the program read it, and nobody else (chmod 600)");
        }
    }

    /** Signs as the exchange verifies: RSA-PSS with SHA-256 and a salt of 32 bytes, or plain Ed25519. */
    byte[] sign(byte[] data) {
        if (ed25519 != null) {
            // Takes a tenth of the time that the JDK's own takes, and the same key and text have the same signature.
            Ed25519Signer signer = new Ed25519Signer();
            signer.init(true, ed25519);
            signer.update(data, 0, data.length);
            return signer.generateSignature();
        }
        try {
            // A Signature is not safe for threads and costs microseconds to make, against a millisecond to sign (RSA).
            Signature signature = Signature.getInstance(kind.algorithm);
            if (kind.parameters != null) {
                signature.setParameter(kind.parameters);
            }
            signature.initSign(key);
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "Cannot sign with this " + kind + " key: " + e.getClass().getSimpleName(), e);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + kind + "]";
    }
}
