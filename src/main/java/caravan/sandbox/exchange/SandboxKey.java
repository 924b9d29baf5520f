package caravan.sandbox.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.UUID;

/**
 * The key pair of the sandbox account, kept in a folder so that a client's settings stay right over restarts.
 *
 * @param file the private key, readable by its owner only
 */
public record SandboxKey(String id, Path file, PublicKey publicKey) {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /**
     * Reads the pair, or makes one where there is none.
     *
     * @throws UncheckedIOException if the folder cannot be written or read
     */
    public static SandboxKey in(Path folder) {
        Path file = folder.resolve("sandbox-key.pem");
        Path publicFile = folder.resolve("sandbox-key.pub.pem");
        Path idFile = folder.resolve("sandbox-key.id");
        try {
            if (Files.exists(file) && Files.exists(publicFile) && Files.exists(idFile)) {
                return new SandboxKey(
                        Files.readString(idFile).strip(), file, ApiKeys.parse(Files.readString(publicFile)));
            }
            Files.createDirectories(folder);
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            String id = UUID.randomUUID().toString();
            write(file, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            write(publicFile, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            write(idFile, id + "\n");
            return new SandboxKey(id, file, pair.getPublic());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "expected a folder for the sandbox's key that can be read and written, found " + folder
                            + ": set data.dir to one",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK can make RSA keys", e);
        }
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "SandboxKey[" + id + "]";
    }

    /** Written aside and moved, so that no reader finds half a key and nobody else could read it meanwhile. */
    private static void write(Path file, String text) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path aside = Files.createTempFile(file.toAbsolutePath().getParent(), "key", ".tmp", ownerOnly);
        Files.writeString(aside, text);
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String pem(String label, byte[] encoded) {
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                .formatted(label, LINES.encodeToString(encoded))
                .replace("\r\n", "\n");
    }
}
