package dev.howdah.engine.alert.out;

/** A message could not be delivered. The sentence holds no secret. */
public final class OutputException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean again;

    /** @param again whether it may work a little later */
    public OutputException(String sentence, boolean again) {
        super(sentence);
        this.again = again;
    }

    public boolean again() {
        return again;
    }
}
