package caravan.kalshi.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SigningKeyTest {
    @TempDir
    Path folder;

    static Stream<Arguments> keys() throws Exception {
        PublicKey rsa = TestKeys.RSA.getPublic();
        String pkcs1 = TestKeys.pkcs1(TestKeys.RSA);
        String pkcs8 = TestKeys.pkcs8(TestKeys.RSA);
        return Stream.of(
                Arguments.of("PKCS#1", pkcs1, rsa),
                Arguments.of("PKCS#8", pkcs8, rsa),
                Arguments.of("Ed25519", TestKeys.pkcs8(TestKeys.ED25519), TestKeys.ED25519.getPublic()),
                Arguments.of("literal \\n", pkcs8.replace("\n", "\\n"), rsa),
                Arguments.of("literal \\r\\n", pkcs1.replace("\n", "\\r\\n"), rsa),
                Arguments.of("one line with spaces", pkcs1.replace("\n", " "), rsa),
                Arguments.of("one line without spaces", pkcs8.replace("\n", ""), rsa),
                Arguments.of("Windows line ends", pkcs8.replace("\n", "\r\n"), rsa),
                Arguments.of("text around it", "my key:\n\"" + pkcs8 + "\"\n", rsa),
                Arguments.of("indented", pkcs8.replaceAll("(?m)^", "    "), rsa),
                Arguments.of("after a certificate", TestKeys.pem("CERTIFICATE", new byte[] {1, 2, 3}) + pkcs8, rsa));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void readsEveryFormInWhichKeysArePasted(String form, String pem, PublicKey publicKey) {
        String signature = Base64.getEncoder()
                .encodeToString(SigningKey.fromPem(pem).sign("text".getBytes(StandardCharsets.UTF_8)));
        assertThat(TestKeys.verifies(publicKey, "text", signature)).isTrue();
    }

    static Stream<Arguments> others() throws Exception {
        KeyPair ec = TestKeys.generate("EC");
        String rsa = TestKeys.pkcs8(TestKeys.RSA);
        return Stream.of(
                Arguments.of("nothing", " \n", "is empty"),
                Arguments.of("garbage", "not a key at all", "has no \"-----BEGIN"),
                Arguments.of("no end", rsa.replace("END", "ENDE"), "has no \"-----BEGIN"),
                Arguments.of(
                        "public",
                        TestKeys.pem("PUBLIC KEY", TestKeys.RSA.getPublic().getEncoded()),
                        "is a public key"),
                Arguments.of("certificate", TestKeys.pem("CERTIFICATE", new byte[] {1, 2, 3}), "is a certificate"),
                Arguments.of("encrypted PKCS#8", TestKeys.pem("ENCRYPTED PRIVATE KEY", new byte[] {1}), "encrypted"),
                Arguments.of("encrypted PKCS#1", encryptedPkcs1(), "is encrypted"),
                Arguments.of("EC", TestKeys.pkcs8(ec), "of another kind (EC)"),
                Arguments.of("EC, older form", TestKeys.pem("EC PRIVATE KEY", new byte[] {1}), "another kind (EC PRIV"),
                Arguments.of("X25519", TestKeys.pkcs8(TestKeys.generate("X25519")), "of another kind (1.3.101.110)"),
                Arguments.of(
                        "OpenSSH", TestKeys.pem("OPENSSH PRIVATE KEY", new byte[] {1}), "kind (OPENSSH PRIVATE KEY)"),
                Arguments.of("damaged base64", rsa.replace("MII", "MI*"), "is damaged"),
                Arguments.of("damaged content", TestKeys.pem("PRIVATE KEY", new byte[] {48, 3, 2, 1, 0}), "is damaged"),
                Arguments.of("cut short", cut(rsa), "is damaged"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void saysOfAnythingElseWhatItIsWithoutShowingIt(String kind, String text, String expected) {
        assertThatThrownBy(() -> SigningKey.fromPem(text))
                .isInstanceOf(UnusableKeyException.class)
                .hasNoCause()
                .hasMessageStartingWith("The private key ")
                .hasMessageContaining(expected)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n", "MII", "not a key at all"));
    }

    @Test
    void readsAFileAndNamesItWhenItIsWrong() throws Exception {
        Path file = folder.resolve("key.pem");
        Files.writeString(file, TestKeys.pkcs8(TestKeys.ED25519));
        assertThat(SigningKey.fromFile(file)).hasToString("SigningKey[ED25519]");
        Files.writeString(file, "");
        assertThatThrownBy(() -> SigningKey.fromFile(file)).hasMessageContainingAll(file.toString(), "is empty");
        Files.write(file, TestKeys.RSA.getPrivate().getEncoded());
        assertThatThrownBy(() -> SigningKey.fromFile(file)).hasMessageContaining("has no \"-----BEGIN");
        Files.write(file, new byte[100_000]);
        assertThatThrownBy(() -> SigningKey.fromFile(file)).hasMessageContaining("100000 bytes");
    }

    @Test
    void missingFileAndFolderAreSaid() {
        assertThatThrownBy(() -> SigningKey.fromFile(folder.resolve("none.pem")))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> SigningKey.fromFile(folder)).hasMessageContaining("is not a file");
    }

    @Test
    void warnsOfAFileThatOthersCanRead() throws Exception {
        Path file = Files.writeString(folder.resolve("key.pem"), "x");
        for (String open : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));
            assertThat(KeyFileMode.warning(file)).contains("chmod 600 " + file);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(KeyFileMode.warning(file)).isNull();
    }

    private static String cut(String pem) {
        return pem.replaceFirst("(?s)(-----BEGIN PRIVATE KEY-----\n.{200}).*(\n-----END)", "$1$2");
    }

    private static String encryptedPkcs1() throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(
                    TestKeys.RSA.getPrivate(),
                    new JcePEMEncryptorBuilder("AES-128-CBC")
                            .setProvider(new BouncyCastleProvider())
                            .build("password".toCharArray()));
        }
        return text.toString();
    }
}
