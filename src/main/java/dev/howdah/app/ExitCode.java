package dev.howdah.app;

/** What the process says when it ends; documented in docs/cli.md. */
final class ExitCode {
    static final int OK = 0;
    static final int FINDINGS = 1;
    static final int USAGE = 2;
    static final int NO_CONNECTION = 3;
    static final int REFUSED = 4;

    private ExitCode() {}
}
