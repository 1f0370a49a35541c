package dev.howdah.engine.log;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A report as JSON: snake_case names, times in ISO 8601. */
public final class LogJson {
    private LogJson() {
    }

    /** The whole report, indented. */
    public static String of(LogReport report) {
        return JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(report);
    }
}
