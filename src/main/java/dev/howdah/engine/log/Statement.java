package dev.howdah.engine.log;

/**
 * A normalised statement, as the workers number it.
 *
 * @param hash       its fingerprint's hash
 * @param text       its normalised text, cut at {@link #LONGEST} bytes
 * @param reads      it starts with SELECT, WITH or VALUES
 * @param looksUp    it reads with a condition that holds a constant and no list: what an N+1 child does
 * @param transaction  0, or BEGINS / ENDS when it opens or closes a transaction, or SETS when it is session upkeep
 */
record Statement(long hash, String text, boolean reads, boolean looksUp, int transaction) {
    static final int LONGEST = 16 << 10;
    static final int BEGINS = 1;
    static final int ENDS = 2;
    static final int SETS = 3;

    static Statement of(long hash, String text) {
        boolean reads = word(text, "select") || word(text, "with") || word(text, "values") || text.startsWith("(select");
        int where = text.indexOf(" where ");
        if (where < 0) {
            where = text.indexOf(" where(");
        }
        if (where < 0) {
            where = text.indexOf(")where ");
        }
        boolean byList = text.contains(" in(?)") || text.contains("= any(");
        boolean looksUp = reads && where > 0 && text.indexOf('?', where) > 0 && !byList;
        int transaction = 0;
        if (word(text, "begin") || word(text, "start transaction")) {
            transaction = BEGINS;
        } else if (word(text, "commit") || word(text, "end") || word(text, "abort") || word(text, "prepare transaction")
                || (word(text, "rollback") && !text.startsWith("rollback to"))) {
            transaction = ENDS;
        } else if (word(text, "savepoint") || word(text, "release") || word(text, "rollback") || word(text, "set")
                || word(text, "show") || word(text, "discard") || word(text, "deallocate") || word(text, "reset")) {
            transaction = SETS;
        }
        return new Statement(hash, text, reads, looksUp, transaction);
    }

    private static boolean word(String text, String word) {
        if (!text.startsWith(word)) {
            return false;
        }
        char next = text.length() == word.length() ? ' ' : text.charAt(word.length());
        return !Character.isLetterOrDigit(next) && next != '_';
    }
}
