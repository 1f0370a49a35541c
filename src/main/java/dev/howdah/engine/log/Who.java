package dev.howdah.engine.log;

/** Who wrote an entry; "" where the log does not say. */
record Who(String user, String database, String application) {
}
