package dev.howdah.engine.serve;

import dev.howdah.engine.audit.Act;
import dev.howdah.engine.audit.Deed;
import dev.howdah.engine.audit.Place;
import dev.howdah.engine.serve.http.Request;
import dev.howdah.engine.text.Text;

/** What a client asked for, in the words of the audit log. */
final class Asked {
    private Asked() {}

    /** @param more what stands behind the endpoint; holds no secret */
    static Deed deed(Request request, Desk desk, Act act, String more) {
        String words = Text.of("serve.asked", request.client(), request.method() + " " + request.path(), more);
        return Deed.of(Place.of(desk.served().target()), act, words.strip());
    }
}
