package dev.howdah.app;

import java.time.Duration;
import java.util.List;

/**
 * One picture of the documentation.
 *
 * @param name of its files
 * @param tab to be shown
 * @param steps what is pressed before; see {@link Hand}
 * @param settle how long it is waited for after the last one
 * @param light whether in the light theme too
 */
record Scene(String name, String tab, List<String> steps, Duration settle, boolean light) {
    /** What the pages of the guide and the gallery show. */
    static List<Scene> all() {
        return List.of(
                part("pool-server", "pool", 3, "part:SERVER"),
                part("pool-path", "pool", 3, "part:PATH"),
                part("cache-ratios", "cache", 30, "part:RATIOS"),
                tab("slow", 3),
                part("slow-detail", "slow", 3, "row:0", "text:slow.explain"),
                part("log", "slow", 6, "close:", "part:LOG", "type:slow.log.path={log}", "text:slow.log.read"),
                tab("activity", 3),
                part("activity-locks", "activity", 3, "part:LOCKS"),
                tab("advisor", 20, "id:advisor-ask"),
                tab("jobs", 4, "row:0", "id:job-dry-run"),
                tab("data", 3, "row:2"),
                tab("servers", 4),
                tab("cache", 3, "part:ENGINE"),
                tab("pool", 3, "part:ENGINE"),
                tab("overview", 3),
                part("replay", "overview", 4, "moment:-45s"),
                part("alerts", "overview", 4, "moment:", "window:alerts"));
    }

    private static Scene tab(String tab, int seconds, String... steps) {
        return new Scene(tab, tab, List.of(steps), Duration.ofSeconds(seconds), true);
    }

    private static Scene part(String name, String tab, int seconds, String... steps) {
        return new Scene(name, tab, List.of(steps), Duration.ofSeconds(seconds), false);
    }
}
