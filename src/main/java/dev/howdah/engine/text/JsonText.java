package dev.howdah.engine.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Writer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Records as JSON with stable names: snake_case, instants in ISO 8601, durations in seconds, what is not known as null. Thread-safe. */
public final class JsonText {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .changeDefaultPropertyInclusion(v -> v.withValueInclusion(JsonInclude.Include.ALWAYS))
            .addModule(new SimpleModule().addSerializer(double.class, new Known()).addSerializer(Double.class, new Known()))
            .build();

    private JsonText() {}

    public static String of(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Written as it is made: a report may be larger than anyone wants in memory twice. Leaves the writer open. */
    public static void write(Object value, Writer out) {
        MAPPER.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET).writeValue(out, value);
    }

    /** On one line. */
    public static String line(Object value) {
        return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    }

    /**
     * Any JSON.
     *
     * @throws tools.jackson.core.JacksonException when it is none
     */
    public static JsonNode read(String json) {
        return MAPPER.readTree(json);
    }

    /** JSON has no NaN: a figure that is not known is null. */
    private static final class Known extends StdSerializer<Double> {
        Known() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator out, SerializationContext context) {
            if (Double.isFinite(value)) {
                out.writeNumber(value);
            } else {
                out.writeNull();
            }
        }
    }
}
