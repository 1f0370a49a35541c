package dev.howdah.engine.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConnInfoTest {
    private static final List<String> SOME = List.of("user", "password", "dbname", "options", "sslmode", "application_name", "sslrootcert");

    @Property(tries = 500)
    void keywordsReadBackWhatWasPrinted(@ForAll("infos") ConnInfo info) {
        assertThat(LibpqKeywords.parse(LibpqKeywords.print(info)).values()).isEqualTo(info.values());
    }

    @Property(tries = 500)
    void addressesReadBackWhatWasPrinted(@ForAll("infos") ConnInfo info) {
        assertThat(ConnInfo.parse(LibpqUrl.print(info)).values()).isEqualTo(info.values());
    }

    @Property(tries = 1000)
    void anyTextIsReadOrRefusedInASentence(@ForAll("texts") String text) {
        for (String form : List.of(text, "postgresql://" + text, "host=" + text)) {
            try {
                ConnInfo.parse(form);
            } catch (TargetException e) {
                assertThat(e.getMessage()).endsWith(".").doesNotContain("!target");
            }
        }
    }

    @Property(tries = 500)
    void noFormPrintsSecrets(@ForAll("infos") ConnInfo info) {
        ConnInfo secret = info.with("password", "Geheim").with("sslpassword", "Geheim");
        assertThat(secret + secret.toUrl() + secret.toKeywords()).doesNotContain("Geheim");
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> syntax = Arbitraries.strings().withChars("abc=@:/?&%[]\\', 0129\n").ofMaxLength(20);
        return Arbitraries.oneOf(syntax, Arbitraries.strings().ofMaxLength(12));
    }

    @Provide
    Arbitrary<ConnInfo> infos() {
        Arbitrary<String> values = texts().map(ConnInfoTest::clean);
        Arbitrary<Map<String, String>> some = Arbitraries.maps(Arbitraries.of(SOME), values).ofMaxSize(5);
        Arbitrary<String> hosts = Arbitraries.of("db1", "::1", "a,b", "fe80::1%eth0,x", "/tmp", "", ",", "h:a", "ü,b,c", "a]b:c");
        Arbitrary<String> ports = Arbitraries.of("", "1", "1,2", ",2", ",", "1,2,3", "x y");
        return Combinators.combine(some, hosts, ports).as((m, h, p) -> {
            Map<String, String> all = new LinkedHashMap<>(m);
            all.put("host", h);
            all.put("port", p);
            return new ConnInfo(all);
        });
    }

    /** Zero bytes and halves of surrogate pairs have no UTF-8. */
    private static String clean(String text) {
        return new String(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8).replace("\0", "");
    }
}
