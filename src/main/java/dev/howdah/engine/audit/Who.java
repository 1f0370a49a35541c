package dev.howdah.engine.audit;

/**
 * Who acts: the user of the operating system.
 *
 * @param pid of the Howdah that does it
 */
public record Who(String user, String host, long pid) {}
