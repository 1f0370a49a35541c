package dev.howdah.engine.db;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Connection parameters by libpq's names, as some text gave them: nothing is filled in. Immutable; prints itself without
 * passwords.
 *
 * @param values libpq's keyword to value, in the order given; empty values are left out, as libpq takes them for not given
 */
public record ConnInfo(Map<String, String> values) {
    private static final Set<String> SECRET = Set.of("password", "sslpassword");

    /** libpq 18's keywords. */
    private static final Set<String> KNOWN = Set.of(("service servicefile user password passfile channel_binding connect_timeout dbname "
            + "host hostaddr port client_encoding options application_name fallback_application_name keepalives keepalives_idle "
            + "keepalives_interval keepalives_count tcp_user_timeout sslmode sslnegotiation sslcompression sslcert sslkey sslcertmode "
            + "sslpassword sslrootcert sslcrl sslcrldir sslsni requirepeer require_auth min_protocol_version max_protocol_version "
            + "ssl_min_protocol_version ssl_max_protocol_version gssencmode krbsrvname gsslib gssdelegation replication "
            + "target_session_attrs load_balance_hosts scram_client_key scram_server_key oauth_issuer oauth_client_id "
            + "oauth_client_secret oauth_scope sslkeylogfile").split(" "));

    public ConnInfo {
        Map<String, String> copy = new LinkedHashMap<>(values);
        copy.values().removeIf(String::isEmpty);
        values = Collections.unmodifiableMap(copy);
    }

    /** True for libpq's own parameters. */
    public static boolean known(String keyword) {
        return KNOWN.contains(keyword);
    }

    /**
     * Reads {@code postgresql://…}, {@code postgres://…} or {@code host=… port=…}.
     *
     * @throws TargetException when it is neither
     */
    public static ConnInfo parse(String text) {
        return LibpqUrl.is(text) ? LibpqUrl.parse(text) : LibpqKeywords.parse(text);
    }

    /** The parameters that lead to a target again, without its password. */
    public static ConnInfo of(Target target) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("host", target.hosts().stream().map(Target.Host::name).collect(Collectors.joining(",")));
        values.put("port", target.hosts().stream().map(h -> String.valueOf(h.port())).collect(Collectors.joining(",")));
        values.put("dbname", target.database());
        values.put("user", target.user());
        Tls tls = target.tls();
        values.put("sslmode", tls.mode().word());
        path(values, "sslrootcert", tls.rootCert());
        path(values, "sslcert", tls.cert());
        path(values, "sslkey", tls.key());
        TargetBuilder.parameters(target.properties()).forEach(values::put);
        return new ConnInfo(values);
    }

    private static void path(Map<String, String> values, String keyword, @Nullable Path path) {
        if (path != null) {
            values.put(keyword, path.toString());
        }
    }

    public @Nullable String get(String keyword) {
        return values.get(keyword);
    }

    public ConnInfo with(String keyword, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(keyword, value);
        return new ConnInfo(more);
    }

    /** These values, and the other's where these say nothing. */
    public ConnInfo orElse(ConnInfo other) {
        Map<String, String> all = new LinkedHashMap<>(values);
        other.values.forEach(all::putIfAbsent);
        return new ConnInfo(all);
    }

    /** The same without password and passphrase. */
    public ConnInfo withoutSecrets() {
        Map<String, String> rest = new LinkedHashMap<>(values);
        rest.keySet().removeAll(SECRET);
        return new ConnInfo(rest);
    }

    public boolean holdsSecret() {
        return values.keySet().stream().anyMatch(SECRET::contains);
    }

    /** As a {@code postgresql://} address, without passwords. */
    public String toUrl() {
        return LibpqUrl.print(withoutSecrets());
    }

    /** As {@code host=… port=…}, without passwords. */
    public String toKeywords() {
        return LibpqKeywords.print(withoutSecrets());
    }

    @Override
    public String toString() {
        return toKeywords();
    }
}
