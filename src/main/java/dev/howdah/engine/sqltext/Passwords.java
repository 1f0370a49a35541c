package dev.howdah.engine.sqltext;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Takes passwords out of statements that a server shows of its sessions, its statistics or its log: the constant after the word
 * PASSWORD ({@code ALTER ROLE}, options of foreign servers), and within constants those of connection strings and of URLs. The
 * rest stays as it was written, so that a statement can still be understood and planned.
 */
public final class Passwords {
    private static final String HIDDEN = "•••";
    private static final Pattern IN_CONNECTION = Pattern.compile("(?i)(\\bpassword\\s*=\\s*)(?:'+[^']*'*|[^\\s'&;]+)");
    private static final Pattern IN_URL = Pattern.compile("(://[^\\s:/@]*:)[^\\s/@]+(?=@)");

    private static final Pattern IN_SETTING = Pattern.compile(
            "(?i)(\\b\\w*(?:passw|passphrase|pwd|secret|token|credential|api_?key|access_?key|private_?key)\\w*\\s*[=:]\\s*"
                    + "|\\b(?:bearer|basic)\\s+(?=[\\w.~+/=-]{6}))(?:'[^']*'|\"[^\"]*\"|[^\\s;&'\"]+)");

    private Passwords() {}

    /** The text without passwords; the same object when it has none. */
    public static String hide(String sql) {
        return worthALook(sql) ? hidden(sql) : sql;
    }

    /** A setting's value without what looks like a secret in it: that of a connection string, or of a command that archives. */
    public static String inSetting(String value) {
        return IN_URL.matcher(IN_SETTING.matcher(value).replaceAll("$1" + HIDDEN)).replaceAll("$1" + HIDDEN);
    }

    /** Thousands of sessions are read each second, and next to none of them speaks of a password. */
    private static boolean worthALook(String sql) {
        for (int i = 4; i < sql.length(); i++) {
            if ((sql.charAt(i) | ' ') == 'w' && sql.regionMatches(true, i - 4, "passw", 0, 5)) {
                return true;
            }
        }
        return sql.contains("://");
    }

    private static String hidden(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        SqlLexer lexer = new SqlLexer();
        lexer.reset(bytes, 0, bytes.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        boolean named = false;
        int done = 0;
        for (int kind = lexer.next(); kind != SqlLexer.END; kind = lexer.next()) {
            out.write(bytes, done, lexer.start - done);
            String token = new String(bytes, lexer.start, lexer.end - lexer.start, StandardCharsets.UTF_8);
            String shown = kind != SqlLexer.STRING ? token : named ? "'" + HIDDEN + "'" : within(token);
            out.writeBytes(shown.getBytes(StandardCharsets.UTF_8));
            // An operator between them, as in password => 'x' and password = 'x', changes nothing.
            named = kind == SqlLexer.OPERATOR ? named : token.equalsIgnoreCase("password") || token.equalsIgnoreCase("\"password\"");
            done = lexer.end;
        }
        out.write(bytes, done, bytes.length - done);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String within(String constant) {
        return IN_URL.matcher(IN_CONNECTION.matcher(constant).replaceAll("$1" + HIDDEN)).replaceAll("$1" + HIDDEN);
    }
}
