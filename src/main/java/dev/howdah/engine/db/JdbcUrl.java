package dev.howdah.engine.db;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code jdbc:postgresql:} addresses: libpq's keywords where there is one, and those of pgjdbc's own properties that Howdah
 * passes on. Classes that an address names are never loaded.
 *
 * @param properties pgjdbc property to value
 * @param ignored names of properties that Howdah does not use
 */
record JdbcUrl(ConnInfo info, Map<String, String> properties, List<String> ignored) {
    private static final String SCHEME = "jdbc:postgresql:";

    private static final Map<String, String> TO_LIBPQ = Map.ofEntries(
            Map.entry("user", "user"),
            Map.entry("password", "password"),
            Map.entry("PGHOST", "host"),
            Map.entry("PGPORT", "port"),
            Map.entry("PGDBNAME", "dbname"),
            Map.entry("service", "service"),
            Map.entry("sslmode", "sslmode"),
            Map.entry("sslrootcert", "sslrootcert"),
            Map.entry("sslcert", "sslcert"),
            Map.entry("sslkey", "sslkey"),
            Map.entry("sslpassword", "sslpassword"),
            Map.entry("sslNegotiation", "sslnegotiation"),
            Map.entry("connectTimeout", "connect_timeout"),
            Map.entry("ApplicationName", "application_name"),
            Map.entry("options", "options"),
            Map.entry("channelBinding", "channel_binding"),
            Map.entry("requireAuth", "require_auth"),
            Map.entry("gssEncMode", "gssencmode"),
            Map.entry("kerberosServerName", "krbsrvname"),
            Map.entry("targetServerType", "target_session_attrs"));

    private static final Map<String, String> SERVER_TYPES = Map.of(
            "master", "primary", "slave", "standby", "secondary", "standby", "preferSlave", "prefer-standby", "preferSecondary",
            "prefer-standby");

    private static final Set<String> PASSED_ON = Set.of(
            "prepareThreshold", "preferQueryMode", "currentSchema", "assumeMinServerVersion", "gsslib", "useSpnego", "jaasLogin",
            "jaasApplicationName", "sspiServiceClass", "tcpKeepAlive", "tcpNoDelay", "loadBalanceHosts", "hostRecheckSeconds",
            "sslResponseTimeout", "gssResponseTimeout", "receiveBufferSize", "sendBufferSize", "localSocketAddress",
            "cancelSignalTimeout", "scramMaxIterations", "groupStartupParameters");

    static boolean is(String text) {
        return text.startsWith(SCHEME);
    }

    static JdbcUrl parse(String text) {
        Map<String, String> all = new LinkedHashMap<>();
        String rest = text.substring(SCHEME.length());
        int question = rest.indexOf('?');
        if (question >= 0) {
            for (String pair : rest.substring(question + 1).split("&", -1)) {
                parameter(pair, all);
            }
        }
        return place(question < 0 ? rest : rest.substring(0, question), all);
    }

    private static void parameter(String pair, Map<String, String> all) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        if (!name.isEmpty()) {
            all.put(name, equals < 0 ? "" : decode(name, pair.substring(equals + 1)));
        }
    }

    private static JdbcUrl place(String where, Map<String, String> all) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("host", "localhost");
        String database = where;
        if (where.startsWith("//")) {
            int slash = where.indexOf('/', 2);
            database = slash < 0 ? "" : where.substring(slash + 1);
            hosts(where.substring(2, slash < 0 ? where.length() : slash), values);
        } else if (where.startsWith("/")) {
            database = where.substring(1);
        }
        values.put("dbname", decode("dbname", database));
        return sort(values, all);
    }

    private static void hosts(String text, Map<String, String> values) {
        if (text.contains("@")) {
            throw TargetException.of("target.jdbc-login");
        }
        HostList list = HostList.parse(text);
        values.put("host", list.hosts().isEmpty() ? "localhost" : list.hosts());
        values.put("port", list.ports());
    }

    private static JdbcUrl sort(Map<String, String> values, Map<String, String> all) {
        Map<String, String> properties = new LinkedHashMap<>();
        List<String> ignored = new ArrayList<>();
        ssl(values, all);
        all.forEach((name, value) -> {
            String keyword = TO_LIBPQ.get(name);
            if (keyword != null) {
                values.put(keyword, keyword.equals("target_session_attrs") ? SERVER_TYPES.getOrDefault(value, value) : value);
            } else if (PASSED_ON.contains(name)) {
                properties.put(name, value);
            } else {
                ignored.add(name);
            }
        });
        return new JdbcUrl(new ConnInfo(values), Map.copyOf(properties), List.copyOf(ignored));
    }

    /** pgjdbc's older ways to say sslmode: ssl=true verifies fully, unless the factory that checks nothing is named. */
    private static void ssl(Map<String, String> values, Map<String, String> all) {
        String ssl = all.remove("ssl");
        String factory = all.get("sslfactory");
        boolean unchecked = factory != null && factory.endsWith(".NonValidatingFactory");
        if (unchecked) {
            all.remove("sslfactory");
        }
        if (unchecked || (ssl != null && !ssl.equalsIgnoreCase("false"))) {
            values.put("sslmode", unchecked ? "require" : "verify-full");
        }
    }

    private static String decode(String name, String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw TargetException.of("target.percent", name);
        }
    }
}
