package dev.howdah.engine.alert;

import dev.howdah.engine.health.Levels.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One rule about one object: what the last looks said and what follows. Time is only noted here, never measured, so that a clock
 * that jumps changes nothing. Not thread-safe.
 */
final class Case {
    /** Looks in vain after which the ones before them no longer count. */
    private static final int FORGETS = 30;

    private final AlertRule rule;
    private final String object;
    private long warned;
    private long critical;
    private long over;
    private long eased;
    private int looks;
    private int inVain;
    private Alert.State state = Alert.State.UNKNOWN;
    private Severity severity = Severity.OK;
    private double value = Double.NaN;
    private double worst = Double.NaN;
    private String sentence = "";
    private String reason = "";
    private @Nullable Instant openedAt;
    private @Nullable Instant closedAt;
    private Instant seenAt = Instant.EPOCH;

    Case(AlertRule rule, String object) {
        this.rule = rule;
        this.object = object;
    }

    /** Takes in what a look brought. */
    void look(Seen seen, Instant now) {
        switch (seen) {
            case Seen.Unknown u -> {
                reason = u.reason();
                inVain++;
                if (inVain >= FORGETS && !isOpen()) {
                    forget();
                }
                state = Alert.State.UNKNOWN;
            }
            case Seen.Muted m -> {
                forget();
                reason = m.reason();
                seenAt = now;
                if (isOpen()) {
                    close(now);
                }
                state = Alert.State.OK;
            }
            case Seen.Known k -> known(k, now);
        }
    }

    private void known(Seen.Known k, Instant now) {
        reason = "";
        inVain = 0;
        seenAt = now;
        value = k.value();
        Severity least = rule.manner().least();
        Severity is = k.severity().compareTo(least) >= 0 ? k.severity() : Severity.OK;
        Severity still = k.still().compareTo(least) >= 0 ? k.still() : Severity.OK;
        warned = push(warned, is != Severity.OK);
        critical = push(critical, is == Severity.CRITICAL);
        over = push(over, still == Severity.OK);
        eased = push(eased, still != Severity.CRITICAL);
        looks = Math.min(looks + 1, 63);
        if (is != Severity.OK || (isOpen() && still != Severity.OK && !k.sentence().isEmpty())) {
            sentence = k.sentence();
        }
        Severity reached = reached(critical) ? Severity.CRITICAL : reached(warned) ? Severity.WARNING : Severity.OK;
        if (!isOpen()) {
            state = opened(reached, now);
        } else if (inARow(over)) {
            close(now);
        } else {
            severity = reached.compareTo(severity) > 0 ? reached
                    : severity == Severity.CRITICAL && inARow(eased) && least != Severity.CRITICAL ? Severity.WARNING : severity;
            worst = worse(k.value());
            state = Alert.State.FIRING;
        }
    }

    private Alert.State opened(Severity reached, Instant now) {
        if (reached == Severity.OK) {
            return warned == 0 ? (closedAt == null ? Alert.State.OK : Alert.State.RESOLVED) : Alert.State.PENDING;
        }
        openedAt = now;
        closedAt = null;
        severity = reached;
        worst = value;
        return Alert.State.FIRING;
    }

    private double worse(double now) {
        Limits limits = rule.limits();
        boolean below = limits != null && limits.threshold().below();
        return Double.isNaN(worst) ? now : Double.isNaN(now) ? worst : below ? Math.min(worst, now) : Math.max(worst, now);
    }

    private void close(Instant now) {
        closedAt = now;
        state = Alert.State.RESOLVED;
        forget();
    }

    private void forget() {
        warned = 0;
        critical = 0;
        over = 0;
        eased = 0;
        looks = 0;
    }

    private long push(long bits, boolean bit) {
        return ((bits << 1) | (bit ? 1 : 0)) & mask(rule.cycles().of());
    }

    private static long mask(int n) {
        return n >= 64 ? -1L : (1L << n) - 1;
    }

    private boolean reached(long bits) {
        return Long.bitCount(bits) >= rule.cycles().needed();
    }

    private boolean inARow(long bits) {
        long all = mask(rule.cycles().needed());
        return looks >= rule.cycles().needed() && (bits & all) == all;
    }

    /** Stands since an earlier process saw it, and this one has not looked yet. */
    void adopt(Severity as, Instant since, double worstSeen, String said, Instant lastSeen) {
        if (isOpen()) {
            // This process saw it too; the older beginning is the true one.
            openedAt = openedAt == null || since.isBefore(openedAt) ? since : openedAt;
            return;
        }
        openedAt = since;
        closedAt = null;
        severity = as;
        worst = worstSeen;
        sentence = sentence.isEmpty() ? said : sentence;
        seenAt = seenAt.isAfter(lastSeen) ? seenAt : lastSeen;
        if (state != Alert.State.UNKNOWN) {
            state = Alert.State.FIRING;
        }
    }

    AlertRule rule() {
        return rule;
    }

    String object() {
        return object;
    }

    /** Firing, also while nobody can tell whether it still is. */
    boolean isOpen() {
        return openedAt != null && closedAt == null;
    }

    /** Nothing in it is worth keeping. */
    boolean isIdle() {
        return !isOpen() && warned == 0;
    }

    Alert.State state() {
        return state;
    }

    Severity severity() {
        return isOpen() ? severity : Severity.OK;
    }

    double value() {
        return value;
    }

    double worst() {
        return worst;
    }

    Severity wasSeverity() {
        return severity;
    }

    String sentence() {
        return sentence;
    }

    String reason() {
        return reason;
    }

    @Nullable Instant openedAt() {
        return openedAt;
    }

    @Nullable Instant closedAt() {
        return closedAt;
    }

    Instant seenAt() {
        return seenAt;
    }
}
