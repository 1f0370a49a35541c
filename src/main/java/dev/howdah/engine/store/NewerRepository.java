package dev.howdah.engine.store;

import dev.howdah.engine.text.Text;

/** A newer Howdah made the repository in a way that this one does not know: it is left alone. */
public final class NewerRepository extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NewerRepository(String address, int layout, int known) {
        super(Text.of("store.newer", address, layout, known));
    }
}
