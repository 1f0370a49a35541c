package dev.howdah.engine.health;

import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.Need;
import dev.howdah.engine.db.Server;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is looked after: a file {@code resources/checks/<group>/<id>.sql} and, where SQL alone cannot say, a {@link Rule}.
 * Immutable.
 *
 * @param id unique, as the file's name
 * @param group the folder: connections, locks, vacuum, …
 * @param statements by the major version that each holds from; the first holds below as well
 * @param rule null when the rows say all
 */
public record Check(
        String id,
        String group,
        Words words,
        Measure measure,
        Manner manner,
        NavigableMap<Integer, String> statements,
        @Nullable Rule rule) {

    /**
     * What people read. Sentences take {@code {column}} of the row, {@code {value}} in the check's unit.
     *
     * @param title what it looks for
     * @param why what happens when nobody cares
     * @param finding what was found, with the object's name in it
     * @param fix statements that mend it, or null
     * @param undo statements that take the fix back, or null
     */
    public record Words(String title, String why, String finding, @Nullable String fix, @Nullable String undo) {}

    /**
     * What is measured.
     *
     * @param rate null for a value as it is; else the value is the rise of {@code total} between two looks per what this says
     * @param floor below this rise of {@code base} a ratio says nothing
     * @param confidence how sure a finding is
     * @param points what the first finding takes from the score; null for the level's usual
     */
    public record Measure(
            Unit unit, Threshold threshold, @Nullable Rate rate, double floor, Confidence confidence, @Nullable Double points) {}

    /**
     * How it is run.
     *
     * @param interval time between two looks of a monitor
     * @param timeout the server ends the statement after this
     * @param needs without these it is skipped
     * @param wants without these it sees only a part
     * @param places where the cause shows
     * @param grant what would let it run where it was denied, with {@code {user}} in it, or null
     */
    public record Manner(
            Duration interval, Duration timeout, List<Need> needs, List<Need> wants, Scope scope, Places places, @Nullable String grant) {}

    /** The rise of a counter per second, or per rise of a second counter. */
    public enum Rate {
        SECOND,
        BASE
    }

    /** Whether the answer is the same from every database of the server. */
    public enum Scope {
        SERVER,
        DATABASE
    }

    /** How sure a finding is: read from the catalogue, counted since a reset, or estimated from statistics. */
    public enum Confidence {
        CERTAIN,
        MEASURED,
        ESTIMATED
    }

    /** @throws IllegalArgumentException when the file is not as the page "add a check" says */
    static Check parse(String group, String id, String text) {
        return CheckFile.parse(group, id, text);
    }

    /** The group's name for people. */
    public String groupTitle() {
        return Text.of("health.group." + group);
    }

    /** The statement for a server. */
    public String statement(int major) {
        var entry = statements.floorEntry(major);
        return (entry == null ? Objects.requireNonNull(statements.firstEntry()) : entry).getValue();
    }

    /** Why it cannot run there, or null. */
    public @Nullable Lack missing(Server server) {
        return manner.needs().stream().map(n -> n.missing(server)).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** What it will not see there. */
    public List<Lack> partial(Server server) {
        return manner.wants().stream().map(n -> n.missing(server)).filter(Objects::nonNull).map(Lack.class::cast).toList();
    }

    /** The same check with other thresholds. */
    public Check with(Threshold threshold) {
        Measure m = measure;
        Measure other = new Measure(m.unit(), threshold, m.rate(), m.floor(), m.confidence(), m.points());
        return new Check(id, group, words, other, manner, statements, rule);
    }
}
