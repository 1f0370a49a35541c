package dev.howdah.engine.db;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code host1:port1,[::1]:port2} of an address, as libpq keeps it: two lists of equal length.
 *
 * @param hosts separated by commas, without brackets; empty when none is named
 * @param ports separated by commas; empty when none is named
 */
record HostList(String hosts, String ports) {
    static HostList parse(String text) {
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            boolean brackets = one.startsWith("[");
            int end = brackets ? one.indexOf(']') + 1 : one.indexOf(':');
            if (brackets && (end < 3 || (end < one.length() && one.charAt(end) != ':'))) {
                throw TargetException.of("target.ipv6-bracket");
            }
            if (end < 0) {
                end = one.length();
            }
            hosts.add(brackets ? one.substring(1, end - 1) : one.substring(0, end));
            ports.add(end < one.length() ? one.substring(end + 1) : "");
        }
        return new HostList(joined(hosts), joined(ports));
    }

    private static String joined(List<String> parts) {
        return parts.stream().allMatch(String::isEmpty) ? "" : String.join(",", parts);
    }
}
