package dev.howdah.ui.servers;

import dev.howdah.engine.db.Spent;
import dev.howdah.engine.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one part of Howdah did on the open server.
 *
 * @param area the tab or purpose that it was for
 * @param part as the engine names it; empty for the sum of an area
 * @param recent milliseconds a second between the last two looks; NaN before the second
 */
record Account(String area, String part, long statements, double millis, long rows, double recent) {
    private static final Map<String, String> AREAS = Map.ofEntries(
            Map.entry("pool", "pool"), Map.entry("cache", "cache"), Map.entry("profile", "slow"), Map.entry("activity", "activity"),
            Map.entry("health", "overview"), Map.entry("checks", "checks"), Map.entry("fleet", "history"), Map.entry("browse", "data"),
            Map.entry("batch", "jobs"), Map.entry("interactive", "actions"), Map.entry("server", "link"), Map.entry("way", "link"));
    private static final Set<String> CHECKS = Set.of("health/checks");

    /** Part by part, the dearest first. */
    static List<Account> of(List<Spent> before, List<Spent> now, double seconds) {
        Map<String, Spent> last = new HashMap<>();
        before.forEach(s -> last.put(s.part(), s));
        List<Account> all = new ArrayList<>();
        for (Spent s : now) {
            Spent old = last.get(s.part());
            double recent = old == null || seconds <= 0 ? Double.NaN : s.time().minus(old.time()).toNanos() / 1e6 / seconds;
            all.add(new Account(area(s.part()), part(s.part()), s.statements(), s.time().toNanos() / 1e6, s.rows(), recent));
        }
        all.sort(Comparator.comparingDouble(Account::millis).reversed());
        return all;
    }

    /** Summed up by what it was for. */
    static List<Account> byArea(List<Account> parts) {
        Map<String, Account> sums = new HashMap<>();
        parts.forEach(p -> sums.merge(p.area, new Account(p.area, "", p.statements, p.millis, p.rows, p.recent), Account::plus));
        return sums.values().stream().sorted(Comparator.comparingDouble(Account::millis).reversed()).toList();
    }

    private static Account plus(Account a, Account b) {
        double recent = Double.isNaN(a.recent) ? b.recent : Double.isNaN(b.recent) ? a.recent : a.recent + b.recent;
        return new Account(a.area, "", a.statements + b.statements, a.millis + b.millis, a.rows + b.rows, recent);
    }

    private static String part(String told) {
        return told.startsWith("sampler/") ? told.substring("sampler/".length()) : told;
    }

    private static String area(String told) {
        String part = part(told);
        int slash = part.indexOf('/');
        String key = CHECKS.contains(part) ? "checks" : AREAS.get(slash < 0 ? part : part.substring(0, slash));
        return Text.of("serverstab.area." + (key == null ? "other" : key));
    }
}
