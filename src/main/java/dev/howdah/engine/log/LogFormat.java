package dev.howdah.engine.log;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The form in which a log is written. */
public sealed interface LogFormat {

    /** Lines with a prefix. */
    record Stderr(Prefix prefix, boolean tabbed, boolean crlf, boolean verbose) implements LogFormat {
        /**
         * @param tabbed  continuation lines start with a tab, as PostgreSQL writes them; false for a log that lost its tabs,
         *                where every line without a prefix has to be taken for a continuation
         * @param crlf    lines end with carriage return and line feed
         * @param verbose log_error_verbosity is verbose: SQLSTATEs stand before the messages
         */
        public Stderr {
        }

        @Override
        public String name() {
            return "stderr";
        }
    }

    /** csvlog of any version. */
    record Csv() implements LogFormat {
        @Override
        public String name() {
            return "csv";
        }
    }

    /** jsonlog: one object a line. */
    record Json() implements LogFormat {
        @Override
        public String name() {
            return "json";
        }
    }

    /** Lines that went through syslog; inside them a log as stderr would show it. */
    record Syslog(Stderr inner) implements LogFormat {
        @Override
        public String name() {
            return "syslog";
        }
    }

    /** The form's name in reports and options. */
    String name();

    /** A parser for one worker. */
    default ChunkParser parser(Shared shared, @Nullable ZoneId zone) {
        return switch (this) {
            case Stderr stderr -> new StderrParser(stderr, shared, zone);
            case Syslog syslog -> new StderrParser(syslog.inner, shared, zone);
            case Csv csv -> new CsvParser(shared, zone);
            case Json json -> new JsonParser(shared, zone);
        };
    }
}
