package dev.howdah.engine.db;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Target} of libpq's parameters, fills in libpq's defaults and looks for the password. */
final class TargetBuilder {
    private static final int DEFAULT_PORT = 5432;

    /** Parameters whose silent loss would make a connection less safe, or another one, than was asked for. */
    private static final List<String> REFUSED = List.of(
            "sslcrl", "sslcrldir", "replication", "scram_client_key", "scram_server_key", "oauth_issuer", "oauth_client_id",
            "oauth_client_secret", "oauth_scope", "sslkeylogfile", "ssl_min_protocol_version", "ssl_max_protocol_version");

    private static final Map<String, String> SESSION_ATTRS = Map.of(
            "any", "any", "read-write", "primary", "primary", "primary", "read-only", "secondary", "standby", "secondary", "prefer-standby",
            "preferSecondary", "preferPrimary", "preferPrimary");

    /** libpq's word and pgjdbc's for the same thing with the same values. */
    private static final Map<String, String> SAME = Map.of(
            "options", "options", "channel_binding", "channelBinding", "require_auth", "requireAuth", "gssencmode", "gssEncMode", "krbsrvname",
            "kerberosServerName", "sslnegotiation", "sslNegotiation");

    private final Surroundings surroundings;
    private final ConnInfo info;
    private final Map<String, String> properties;
    private final List<String> notes = new ArrayList<>();

    TargetBuilder(Surroundings surroundings, ConnInfo info, Map<String, String> properties) {
        this.surroundings = surroundings;
        this.info = info;
        this.properties = new TreeMap<>(properties);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** @param name null for {@code database@host:port} */
    Target build(@Nullable String name, Environment environment) {
        REFUSED.stream().filter(p -> info.get(p) != null).findFirst().ifPresent(p -> {
            throw TargetException.of("target.unsupported", p);
        });
        List<Target.Host> hosts = hosts();
        String user = or(info.get("user"), surroundings.user());
        String database = or(info.get("dbname"), user);
        Tls tls = tls();
        driver();
        String usual = database + "@" + hosts.getFirst();
        return new Target(or(name, usual), hosts, database, user, password(hosts, database, user), tls, environment, properties);
    }

    private @Nullable Secret password(List<Target.Host> hosts, String database, String user) {
        String given = info.get("password");
        if (given != null) {
            return new Secret(given);
        }
        PasswordFile file = new PasswordFile(surroundings, info.get("passfile"));
        String warning = file.warning();
        if (warning != null) {
            notes.add(warning);
        }
        return file.find(hosts, database, user);
    }

    private List<Target.Host> hosts() {
        String[] names = or(info.get("host"), or(info.get("hostaddr"), "localhost")).split(",", -1);
        String[] ports = or(info.get("port"), "").split(",", -1);
        if (ports.length != 1 && ports.length != names.length) {
            throw TargetException.of("target.port-count", ports.length, names.length);
        }
        List<Target.Host> hosts = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            String name = names[i].isBlank() ? "localhost" : names[i].strip();
            if (name.startsWith("/") || name.startsWith("@")) {
                throw TargetException.of("target.socket", name);
            }
            if (name.chars().anyMatch(c -> c <= ' ' || "/?#@[]\\\"".indexOf(c) >= 0)) {
                throw TargetException.of("target.host", Failures.visible(name));
            }
            hosts.add(new Target.Host(name, port(ports[ports.length == 1 ? 0 : i])));
        }
        return hosts;
    }

    private static int port(String text) {
        String digits = text.strip();
        int port = digits.isEmpty() ? DEFAULT_PORT : digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65_535) {
            throw TargetException.of("target.port", Failures.visible(text));
        }
        return port;
    }

    private Tls tls() {
        String word = info.get("sslmode");
        String root = info.get("sslrootcert");
        boolean system = "system".equals(root);
        Tls.Mode mode = word == null ? (system ? Tls.Mode.VERIFY_FULL : Tls.Mode.PREFER) : mode(word);
        if (system && mode != Tls.Mode.VERIFY_FULL) {
            throw TargetException.of("target.system-roots", mode.word());
        }
        String passphrase = info.get("sslpassword");
        return new Tls(
                mode,
                system ? Path.of("system") : path(root, "root.crt"),
                path(info.get("sslcert"), "postgresql.crt"),
                path(info.get("sslkey"), "postgresql.key"),
                passphrase == null ? null : new Secret(passphrase));
    }

    /** libpq's default file is used when it is there. */
    private @Nullable Path path(@Nullable String given, String usual) {
        if (given != null) {
            return surroundings.path(given);
        }
        Path path = surroundings.libpqFolder().resolve(usual);
        return Files.isRegularFile(path) ? path : null;
    }

    private static Tls.Mode mode(String word) {
        for (Tls.Mode m : Tls.Mode.values()) {
            if (m.word().equals(word)) {
                return m;
            }
        }
        throw TargetException.of("target.sslmode", Failures.visible(word));
    }

    /** What pgjdbc must know, in its own words. */
    private void driver() {
        String timeout = info.get("connect_timeout");
        if (timeout != null) {
            if (!timeout.strip().matches("-?\\d{1,6}")) {
                throw TargetException.of("target.connect-timeout", Failures.visible(timeout));
            }
            // libpq: zero and less wait for ever, 1 is rounded up to 2.
            int seconds = Integer.parseInt(timeout.strip());
            properties.put("connectTimeout", String.valueOf(seconds <= 0 ? 0 : Math.max(2, seconds)));
            properties.put("loginTimeout", properties.getOrDefault("connectTimeout", "0"));
        }
        String attrs = info.get("target_session_attrs");
        if (attrs != null && !attrs.equals("any")) {
            String type = SESSION_ATTRS.get(attrs);
            if (type == null) {
                throw TargetException.of("target.session-attrs", Failures.visible(attrs));
            }
            properties.put("targetServerType", type);
        }
        if ("random".equals(info.get("load_balance_hosts"))) {
            properties.put("loadBalanceHosts", "true");
        }
        if ("0".equals(info.get("keepalives"))) {
            properties.put("tcpKeepAlive", "false");
        }
        SAME.forEach((libpq, property) -> {
            String value = info.get(libpq);
            if (value != null) {
                properties.put(property, value);
            }
        });
    }

    /** The way back: libpq's parameters of pgjdbc's properties, where there is one. */
    static Map<String, String> parameters(Map<String, String> properties) {
        Map<String, String> values = new TreeMap<>();
        SAME.forEach((libpq, property) -> put(values, libpq, properties.get(property)));
        put(values, "connect_timeout", properties.get("connectTimeout"));
        String type = properties.get("targetServerType");
        SESSION_ATTRS.forEach((libpq, property) -> {
            if (property.equals(type) && !libpq.startsWith("read-")) {
                values.put("target_session_attrs", libpq);
            }
        });
        if ("true".equals(properties.get("loadBalanceHosts"))) {
            values.put("load_balance_hosts", "random");
        }
        if ("false".equals(properties.get("tcpKeepAlive"))) {
            values.put("keepalives", "0");
        }
        return values;
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
