package dev.howdah.engine.job;

import dev.howdah.engine.text.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The values of a job's parameters, all valid. Prints no secret. Immutable. */
public final class Arguments {
    private final Map<String, Parameter> parameters;
    private final Map<String, String> values;

    private Arguments(Map<String, Parameter> parameters, Map<String, String> values) {
        this.parameters = parameters;
        this.values = values;
    }

    /**
     * Checks what was given and adds the presets.
     *
     * @throws JobException naming everything that is wrong with it at once
     */
    public static Arguments of(List<Parameter> parameters, Map<String, String> given) {
        Map<String, Parameter> known = new LinkedHashMap<>();
        parameters.forEach(p -> known.put(p.name(), p));
        Map<String, String> values = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        for (Parameter p : parameters) {
            String value = given.getOrDefault(p.name(), p.preset());
            if (value == null) {
                faults.add(Text.of("job.missing", p.name()));
                continue;
            }
            String fault = p.fault(value);
            if (fault != null) {
                faults.add(fault);
            }
            values.put(p.name(), value);
        }
        given.keySet().stream().filter(n -> !known.containsKey(n)).forEach(n -> faults.add(
                Text.of("job.unknown-parameter", n, known.isEmpty() ? "-" : String.join(", ", known.keySet()))));
        if (!faults.isEmpty()) {
            throw new JobException(JobException.Kind.BAD_INPUT, String.join(" ", faults));
        }
        return new Arguments(known, values);
    }

    /** No parameters, no values. */
    public static Arguments none() {
        return new Arguments(Map.of(), Map.of());
    }

    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no parameter " + name);
        }
        return value;
    }

    public long whole(String name) {
        return Long.parseLong(text(name).replaceFirst("^\\+", ""));
    }

    public BigDecimal decimal(String name) {
        return new BigDecimal(text(name));
    }

    public boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    public LocalDate date(String name) {
        return LocalDate.parse(text(name));
    }

    public TableName table(String name) {
        return TableName.parse(text(name));
    }

    /** Names and types, for whoever inserts values into SQL. */
    public Map<String, Parameter> parameters() {
        return parameters;
    }

    /** What may be stored: everything but secrets. */
    public Map<String, String> storable() {
        Map<String, String> rest = new TreeMap<>(values);
        parameters.values().stream().filter(Parameter::secret).forEach(p -> rest.remove(p.name()));
        return rest;
    }

    /** What may be shown: secrets as dots. */
    public Map<String, String> shown() {
        Map<String, String> all = new LinkedHashMap<>(values);
        parameters.values().stream().filter(Parameter::secret).forEach(p -> all.computeIfPresent(p.name(), (n, v) -> "•••"));
        return all;
    }

    /** What may be shown, as one line: a=1, b=2. */
    public String words() {
        return shown().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(", "));
    }

    /** What may be written down for good: free texts, which may be rows' values, as a question mark. */
    public Map<String, String> withoutTexts() {
        Map<String, String> all = shown();
        parameters.values().stream()
                .filter(p -> p.type() == Parameter.Type.TEXT && p.choices().isEmpty() && !p.secret())
                .forEach(p -> all.computeIfPresent(p.name(), (n, v) -> "?"));
        return all;
    }

    @Override
    public String toString() {
        return shown().toString();
    }
}
