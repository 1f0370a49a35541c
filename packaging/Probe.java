import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.spec.ECGenParameterSpec;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks a packed Java for what is found by name at run time: a module that was left out is missed only there. */
final class Probe {
    private static int lacking;

    private Probe() {}

    public static void main(String[] args) throws Exception {
        expect("TLS 1.3", () -> List.of(SSLContext.getDefault().getSupportedSSLParameters().getProtocols()).contains("TLSv1.3"));
        expect("elliptic curves", () -> {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(new ECGenParameterSpec("secp256r1"));
            return keys.generateKeyPair().getPublic().getEncoded().length > 0;
        });
        expect("root certificates", () -> {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init((KeyStore) null);
            return ((javax.net.ssl.X509TrustManager) trust.getTrustManagers()[0]).getAcceptedIssuers().length > 50;
        });
        expect("PKCS #12", () -> KeyStore.getInstance("PKCS12") != null);
        expect("SASL", () -> javax.security.sasl.Sasl.getSaslClientFactories().hasMoreElements());
        expect("Kerberos", () -> Class.forName("com.sun.security.auth.module.Krb5LoginModule") != null);
        expect("JNDI over DNS", () -> Class.forName("com.sun.jndi.dns.DnsContextFactory") != null);
        expect("host names", () -> java.net.InetAddress.getByName("localhost").isLoopbackAddress());
        expect("JMX over RMI", () -> !javax.management.remote.JMXConnectorFactory.newJMXConnector(
                new javax.management.remote.JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:1/jmxrmi"), Map.of()).toString().isEmpty());
        expect("attaching", () -> com.sun.tools.attach.VirtualMachine.list() != null);
        expect("memory and threads", () -> ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class).getTotalMemorySize() > 0);
        expect("East Asian encodings", () -> List.of("GBK", "Big5", "EUC-KR", "Shift_JIS", "EUC-JP").stream().allMatch(Charset::isSupported));
        expect("German figures", () -> NumberFormat.getInstance(Locale.GERMANY).format(1234.5).equals("1.234,5"));
        expect("Hindi months", () -> java.time.Month.MAY.getDisplayName(java.time.format.TextStyle.FULL, Locale.of("hi")).equals("मई"));
        expect("zip files", () -> java.nio.file.spi.FileSystemProvider.installedProviders().stream().anyMatch(p -> p.getScheme().equals("jar")));
        expect("HTTP", () -> java.net.http.HttpClient.newHttpClient() != null);
        expect("XML", () -> javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder() != null);
        expect("JavaFX", () -> ModuleLayer.boot().findModule("javafx.controls").isPresent() && ModuleLayer.boot().findModule("javafx.swing").isPresent());
        System.exit(lacking == 0 ? 0 : 1);
    }

    private static void expect(String what, Callable<Boolean> here) {
        try {
            if (here.call()) {
                return;
            }
            System.out.println("lacking: " + what);
        } catch (Exception | LinkageError e) {
            System.out.println("lacking: " + what + ": " + e);
        }
        lacking++;
    }
}
