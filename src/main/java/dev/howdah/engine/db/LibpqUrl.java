package dev.howdah.engine.db;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * libpq's addresses: {@code postgresql://user:password@host1:port1,host2:port2/database?parameter=value&…}, by the rules of
 * conninfo_uri_parse in fe-connect.c. SQLAlchemy's {@code postgresql+driver://} is taken as well, since DATABASE_URL often holds it.
 */
final class LibpqUrl {
    private static final String SCHEME = "postgres(ql)?(\\+[a-z0-9_]+)?://";

    private final Map<String, String> values = new LinkedHashMap<>();

    static boolean is(String text) {
        return text.matches("(?s)" + SCHEME + ".*");
    }

    static ConnInfo parse(String text) {
        LibpqUrl url = new LibpqUrl();
        url.read(text.replaceFirst(SCHEME, ""));
        return new ConnInfo(url.values);
    }

    private void read(String text) {
        String rest = login(text);
        int question = rest.indexOf('?');
        String before = question < 0 ? rest : rest.substring(0, question);
        int slash = before.indexOf('/');
        hosts(slash < 0 ? before : before.substring(0, slash));
        if (slash >= 0) {
            put("dbname", before.substring(slash + 1));
        }
        if (question >= 0 && question + 1 < rest.length()) {
            for (String pair : rest.substring(question + 1).split("&", -1)) {
                parameter(pair);
            }
        }
    }

    /** Takes {@code user:password@} off; libpq ends it at the first at sign before the first slash. */
    private String login(String text) {
        int sign = text.indexOf('@');
        int slash = text.indexOf('/');
        if (sign < 0 || (slash >= 0 && slash < sign)) {
            return text;
        }
        String login = text.substring(0, sign);
        int colon = login.indexOf(':');
        put("user", colon < 0 ? login : login.substring(0, colon));
        if (colon >= 0) {
            put("password", login.substring(colon + 1));
        }
        return text.substring(sign + 1);
    }

    private void hosts(String text) {
        HostList list = HostList.parse(text);
        put("host", list.hosts());
        put("port", list.ports());
    }

    private void parameter(String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? null : Percent.decode(pair.substring(0, equals));
        if (name == null) {
            throw TargetException.of("target.url-parameter");
        }
        if (pair.indexOf('=', equals + 1) >= 0) {
            throw TargetException.of("target.url-second-equals", name.matches("[a-z_]{1,30}") ? name : "?");
        }
        if (name.equals("ssl") && pair.endsWith("=true")) {
            values.put("sslmode", "require");
            return;
        }
        if (!ConnInfo.known(name)) {
            throw name.matches("[A-Za-z_]{1,40}") ? TargetException.of("target.unknown-parameter", name) : TargetException.of("target.url-parameter");
        }
        put(name, pair.substring(equals + 1));
    }

    private void put(String keyword, String encoded) {
        String value = Percent.decode(encoded);
        if (value == null) {
            throw TargetException.of("target.percent", keyword);
        }
        values.put(keyword, value);
    }

    static String print(ConnInfo info) {
        Map<String, String> rest = new LinkedHashMap<>(info.values());
        StringBuilder url = new StringBuilder("postgresql://").append(printLogin(rest)).append(printHosts(rest));
        String database = rest.remove("dbname");
        if (database != null) {
            url.append('/').append(Percent.encode(database));
        }
        StringJoiner parameters = new StringJoiner("&", "?", "").setEmptyValue("");
        rest.forEach((k, v) -> parameters.add(k + "=" + Percent.encode(v)));
        return url.append(parameters).toString();
    }

    private static String printLogin(Map<String, String> rest) {
        String user = rest.remove("user");
        String password = rest.remove("password");
        if (user == null && password == null) {
            return "";
        }
        return (user == null ? "" : Percent.encode(user)) + (password == null ? "" : ":" + Percent.encode(password)) + "@";
    }

    /** Hosts stand before the database when each has its port or none has one; else they stay parameters. */
    private static String printHosts(Map<String, String> rest) {
        String host = rest.getOrDefault("host", "");
        String port = rest.getOrDefault("port", "");
        String[] hosts = host.split(",", -1);
        String[] ports = port.split(",", -1);
        boolean pairs = port.isEmpty() || (ports.length == hosts.length && !port.matches(",+"));
        if (host.isEmpty() || host.matches(",+") || !pairs) {
            return "";
        }
        rest.remove("host");
        rest.remove("port");
        StringJoiner all = new StringJoiner(",");
        for (int i = 0; i < hosts.length; i++) {
            String encoded = Percent.encode(hosts[i]);
            String name = hosts[i].contains(":") ? "[" + encoded.replace("%3A", ":") + "]" : encoded;
            String itsPort = port.isEmpty() ? "" : ports[i];
            all.add(itsPort.isEmpty() ? name : name + ":" + Percent.encode(itsPort));
        }
        return all.toString();
    }
}
