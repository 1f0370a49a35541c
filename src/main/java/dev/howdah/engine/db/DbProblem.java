package dev.howdah.engine.db;

import dev.howdah.engine.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a database, in a form that people can act on. Every kind has a title, a reason and a hint, and says
 * whether trying the same again can help. Immutable.
 */
public sealed interface DbProblem {
    /** The word under which its texts stand in {@code problem.properties}. */
    String kind();

    /** What the driver or server said, for details; never holds a password. */
    String detail();

    /** The five-character SQLSTATE, or null when no server was involved. */
    default @Nullable String sqlState() {
        return null;
    }

    /** True when the same call may succeed a little later without anybody changing anything. */
    default boolean retryHelps() {
        return false;
    }

    /** True when there is no connection to work with: gone, or never made. */
    default boolean lostConnection() {
        return false;
    }

    /** One short sentence: what happened. */
    default String title() {
        return Text.of("problem." + kind() + ".title", subject());
    }

    /** One sentence: what to do about it. */
    default String hint() {
        return Text.of("problem." + kind() + ".hint", subject());
    }

    /** What it is about: a server's address, an object, a setting; may be empty. */
    default String subject() {
        return "";
    }

    /** No connection: wrong host or port, server down, network cut. */
    record Unreachable(String subject, String detail) implements DbProblem {
        @Override
        public String kind() {
            return "unreachable";
        }

        @Override
        public boolean retryHelps() {
            return true;
        }

        @Override
        public boolean lostConnection() {
            return true;
        }
    }

    /** The server is starting, stopping or recovering, or it ended this session. */
    record ShuttingDown(String subject, String sqlState, String detail) implements DbProblem {
        @Override
        public String kind() {
            return "shutting-down";
        }

        @Override
        public boolean retryHelps() {
            return true;
        }

        @Override
        public boolean lostConnection() {
            return true;
        }
    }

    /** All connections that this role may have are taken. */
    record Full(String subject, String sqlState, String detail) implements DbProblem {
        @Override
        public String kind() {
            return "full";
        }

        @Override
        public boolean retryHelps() {
            return true;
        }

        @Override
        public boolean lostConnection() {
            return true;
        }
    }

    /** User or password refused, or pg_hba.conf lets nobody in from here. */
    record LoginRefused(String subject, String sqlState, String detail) implements DbProblem {
        @Override
        public String kind() {
            return "login-refused";
        }

        @Override
        public boolean lostConnection() {
            return true;
        }
    }

    /** The encrypted connection could not be made: certificate expired, wrong name, unknown authority, or no TLS at all. */
    record TlsFailed(String subject, String detail) implements DbProblem {
        @Override
        public String kind() {
            return "tls-failed";
        }

        @Override
        public boolean lostConnection() {
            return true;
        }
    }

    /** The server is older than 14. */
    record TooOld(String subject, String detail) implements DbProblem {
        @Override
        public String kind() {
            return "too-old";
        }

        @Override
        public boolean lostConnection() {
            return true;
        }
    }

    /** The role may not do this. */
    record Denied(String subject, String sqlState, String detail) implements DbProblem {
        @Override
        public String kind() {
            return "denied";
        }
    }

    /** A database, table, function or extension does not exist. */
    record Missing(String subject, String sqlState, String detail) implements DbProblem {
        private static final String NO_DATABASE = "3D000";

        @Override
        public String kind() {
            return "missing";
        }

        @Override
        public boolean lostConnection() {
            return NO_DATABASE.equals(sqlState);
        }
    }

    /** A time limit was reached: of the statement, of waiting for a lock or for a pooled connection. */
    record Timeout(String subject, String detail) implements DbProblem {
        @Override
        public String kind() {
            return "timeout";
        }

        @Override
        public boolean retryHelps() {
            return true;
        }
    }

    /** The connection was open and nothing came any more: server or network are paused or cut. */
    record Silent(String subject, String detail) implements DbProblem {
        @Override
        public String kind() {
            return "silent";
        }

        @Override
        public boolean retryHelps() {
            return true;
        }

        @Override
        public boolean lostConnection() {
            return true;
        }
    }

    /** The user, or another session, cancelled the statement. */
    record Cancelled(String subject, String detail) implements DbProblem {
        @Override
        public String kind() {
            return "cancelled";
        }
    }

    /** A deadlock or a serialisation failure: the transaction can be run again. */
    record Conflict(String subject, String sqlState, String detail) implements DbProblem {
        @Override
        public String kind() {
            return "conflict";
        }

        @Override
        public boolean retryHelps() {
            return true;
        }
    }

    /** The session or server accepts no writes. */
    record ReadOnly(String subject, String sqlState, String detail) implements DbProblem {
        @Override
        public String kind() {
            return "read-only";
        }
    }

    /** Anything else that the server refused. */
    record ServerSide(String subject, String sqlState, String detail) implements DbProblem {
        @Override
        public String kind() {
            return "server-side";
        }
    }

    /**
     * Nothing was done, because what changes a server must be written down first and could not be.
     *
     * @param subject the file
     */
    record NotAudited(String subject, String detail) implements DbProblem {
        @Override
        public String kind() {
            return "not-audited";
        }
    }

    /** The answer could not be used: not the server's fault and not the user's. */
    record Unexpected(String subject, String detail) implements DbProblem {
        @Override
        public String kind() {
            return "unexpected";
        }
    }
}
