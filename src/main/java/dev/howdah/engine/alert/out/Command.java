package dev.howdah.engine.alert.out;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs a program for each message; the values are in its environment, never in its arguments. */
final class Command implements Output {
    /** Linux takes no longer value. */
    private static final int LONGEST = 100_000;

    private final OutputSpec.Command spec;
    private final ZoneId zone;

    Command(OutputSpec.Command spec, ZoneId zone) {
        this.spec = spec;
        this.zone = zone;
    }

    @Override
    public void send(Message message) throws OutputException, InterruptedException {
        Program.run(spec.argv(), values(message), spec.timeout());
    }

    private Map<String, String> values(Message message) {
        Notice n = message.first();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("HOWDAH_ALERT_KIND", n.kind().word());
        values.put("HOWDAH_ALERT_SEVERITY", Message.severity(n.severity()));
        values.put("HOWDAH_ALERT_TARGET", n.target());
        values.put("HOWDAH_ALERT_ENVIRONMENT", n.environment());
        values.put("HOWDAH_ALERT_RULE", n.rule());
        values.put("HOWDAH_ALERT_OBJECT", n.object());
        values.put("HOWDAH_ALERT_VALUE", Double.isFinite(n.value()) ? String.valueOf(n.value()) : "");
        values.put("HOWDAH_ALERT_SENTENCE", n.sentence());
        values.put("HOWDAH_ALERT_OPENED_AT", n.openedAt().toString());
        values.put("HOWDAH_ALERT_COUNT", String.valueOf(message.notices().size() + message.more()));
        values.put("HOWDAH_ALERT_TEXT", message.text(zone));
        values.put("HOWDAH_ALERT_JSON", message.json());
        values.replaceAll((k, v) -> v.length() > LONGEST / 3 ? v.substring(0, LONGEST / 3) : v);
        return values;
    }
}
