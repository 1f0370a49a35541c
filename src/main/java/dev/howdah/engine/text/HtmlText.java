package dev.howdah.engine.text;

import org.jspecify.annotations.Nullable;

/** Text within HTML. */
public final class HtmlText {
    private HtmlText() {}

    /**
     * The text so that it is only text, between tags and within quoted attributes. Characters that XML forbids become U+FFFD, and so do
     * those that turn the direction of writing, by which a name can pretend to be another one.
     */
    public static String escape(@Nullable Object value) {
        String text = String.valueOf(value);
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(allowed(text, i) ? c : '\uFFFD');
            }
        }
        return out.toString();
    }

    private static boolean allowed(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        boolean control = (c < ' ' && c != '\n' && c != '\t') || (c >= '\u007f' && c <= '\u009f') || c >= '\ufffe';
        boolean turns = (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
        return !control && !turns;
    }
}
