package dev.howdah.engine.alert.out;

import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.text.JsonText;
import dev.howdah.engine.text.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * One or more notices that leave together: many alerts at once are one message. Immutable.
 *
 * @param id the same at each attempt to deliver it, so that a receiver may leave out what it has
 * @param notices at least one, the worst first
 * @param more how many notices besides did not fit
 */
public record Message(UUID id, List<Notice> notices, int more) {
    /** Notices of one message beyond these are counted only. */
    public static final int MOST = 50;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ROOT);
    private static final int SUBJECT = 180;

    /** Puts the worst first and counts what is too much. */
    public static Message of(List<Notice> all, int alreadyLeftOut) {
        List<Notice> sorted = all.stream()
                .sorted(Comparator.comparing((Notice n) -> n.kind() == Notice.Kind.RESOLVED).thenComparing(Notice::severity, Comparator.reverseOrder()))
                .toList();
        List<Notice> kept = sorted.subList(0, Math.min(MOST, sorted.size()));
        return new Message(UUID.randomUUID(), List.copyOf(kept), sorted.size() - kept.size() + alreadyLeftOut);
    }

    /** The first of them: its severity is the message's. */
    public Notice first() {
        return notices.getFirst();
    }

    /** True when all that is told is over. */
    public boolean over() {
        return notices.stream().allMatch(n -> n.kind() == Notice.Kind.RESOLVED);
    }

    /** One line without line ends. */
    public String subject() {
        Notice n = first();
        int others = notices.size() - 1 + more;
        String what = others == 0
                ? Text.of("alert.subject", word(n), n.target(), n.sentence())
                : Text.of("alert.subject-more", word(n), n.target(), n.sentence(), others);
        String line = plain(what);
        return line.length() <= SUBJECT ? line : line.substring(0, SUBJECT - 1) + "…";
    }

    /** For people: one paragraph a notice. */
    public String text(ZoneId zone) {
        StringBuilder text = new StringBuilder();
        for (Notice n : notices) {
            text.append(Text.of("alert.line", word(n), n.target(), n.environment(), n.sentence().replace('\r', ' '))).append('\n');
            text.append(Text.of("alert.line-since", time(n.openedAt(), zone), n.rule())).append("\n\n");
        }
        if (more > 0) {
            text.append(Text.of("alert.more", more)).append('\n');
        }
        return text.toString();
    }

    /** With stable names; {@code docs/howto.md} shows one. */
    public String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", 1);
        all.put("id", id.toString());
        all.put("text", subject());
        all.put("severity", severity(first().severity()));
        all.put("resolved", over());
        all.put("more", more);
        all.put("alerts", notices.stream().map(Message::fields).toList());
        return JsonText.line(all);
    }

    private static Map<String, Object> fields(Notice n) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("kind", n.kind().word());
        one.put("severity", severity(n.severity()));
        one.put("target", n.target());
        one.put("environment", n.environment());
        one.put("rule", n.rule());
        one.put("group", n.group());
        one.put("title", n.title());
        one.put("object", n.object());
        one.put("value", n.value());
        one.put("shown", n.shown());
        one.put("sentence", n.sentence());
        one.put("opened_at", n.openedAt());
        one.put("at", n.at());
        one.put("tab", n.place().tab());
        return one;
    }

    static String severity(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    /** What goes first in every sentence about it. */
    public static String word(Notice n) {
        return n.kind() == Notice.Kind.RESOLVED ? Text.of("alert.word.resolved")
                : n.kind() == Notice.Kind.TEST ? Text.of("alert.word.test") : Text.of("alert.word." + severity(n.severity()));
    }

    /** Without control characters: it may become a header or an argument. */
    static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private static String time(Instant at, ZoneId zone) {
        return TIME.format(at.atZone(zone));
    }
}
