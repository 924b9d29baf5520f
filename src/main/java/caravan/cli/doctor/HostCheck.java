package caravan.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Whether a host has an address, takes a connection, and proves who it is. */
public record HostCheck(String subject, URI address, Duration patience) implements Check {
    private static final Set<String> ENCRYPTED = Set.of("https", "wss");

    @Override
    public List<Finding> look() {
        return List.of(connect());
    }

    private Finding connect() {
        String host = address.getHost();
        try (Socket socket = new Socket()) {
            InetAddress found = InetAddress.getByName(host);
            socket.connect(new InetSocketAddress(found, port()), millis());
            socket.setSoTimeout(millis());
            String place = host + ":" + port();
            return isEncrypted()
                    ? Finding.well(subject, place + ", " + handshake(socket, host))
                    : Finding.well(subject, place + ", not encrypted: it is on this machine");
        } catch (UnknownHostException unknown) {
            return Finding.wrong(
                    subject,
                    "expected an address of %s from DNS, found none".formatted(host),
                    "check the network and its DNS server: getent hosts " + host);
        } catch (SSLException untrusted) {
            return Finding.wrong(
                    subject,
                    "expected a certificate that Java trusts from %s, found: %s"
                            .formatted(host, untrusted.getMessage()),
                    "check this machine's clock; where a proxy opens TLS, put its certificate into Java's trust store"
                            + " (-Djavax.net.ssl.trustStore)");
        } catch (IOException refused) {
            return Finding.wrong(
                    subject,
                    "expected a connection to %s:%d, found none (%s)".formatted(host, port(), refused.getMessage()),
                    "check the network, and that no firewall keeps this machine from it");
        }
    }

    private String handshake(Socket socket, String host) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (SSLSocket encrypted = (SSLSocket) factory.createSocket(socket, host, port(), true)) {
            SSLParameters parameters = encrypted.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            encrypted.setSSLParameters(parameters);
            encrypted.startHandshake();
            SSLSession session = encrypted.getSession();
            Certificate first = session.getPeerCertificates()[0];
            return first instanceof X509Certificate certificate
                    ? session.getProtocol() + ", its certificate ends on "
                            + certificate
                                    .getNotAfter()
                                    .toInstant()
                                    .atOffset(ZoneOffset.UTC)
                                    .toLocalDate()
                    : session.getProtocol();
        }
    }

    private boolean isEncrypted() {
        return ENCRYPTED.contains(address.getScheme());
    }

    private int port() {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return isEncrypted() ? 443 : 80;
    }

    private int millis() {
        return Math.toIntExact(Math.min(patience.toMillis(), Integer.MAX_VALUE));
    }
}
