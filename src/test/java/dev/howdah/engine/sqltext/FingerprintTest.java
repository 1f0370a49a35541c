package dev.howdah.engine.sqltext;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static String of(String sql) {
        return Fingerprint.of(sql).text();
    }

    @Test
    void replacesEveryKindOfConstant() {
        assertThat(of("SELECT 'a', E'\\'b', U&'\\0061', B'01', X'ff', N'n', $$c$$, $t$ $$ $t$, 1, 1.5e-3, .5, 0x1F, 1_000, $1"))
                .isEqualTo("select ?,?,?,?,?,?,?,?,?,?,?,?,?,?");
    }

    @Test
    void joinsConstantsContinuedOnTheNextLine() {
        assertThat(of("select 'a'\n  'b' , 'c' 'd'")).isEqualTo("select ?,? ?");
    }

    @Test
    void dropsNestedCommentsAndKeepsQuotedIdentifiers() {
        assertThat(of("-- it's\n/* ; \" /* nested */ still */\nSELECT 1 AS \"we\"\"ird; Col\", Abc -- end"))
                .isEqualTo("select ? as \"we\"\"ird; Col\",abc");
    }

    @Test
    void takesTheSignWithTheNumber() {
        assertThat(of("update t set a = a + -4392 where b=-1 and c in (-1, +2) limit -1"))
                .isEqualTo("update t set a = a + ? where b = ? and c in(?)limit ?");
        assertThat(of("select a -1, b - 1")).isEqualTo("select a - ?,b - ?");
    }

    @Test
    void foldsListsOfAnyLength() {
        String one = of("insert into t(a, b) values (1, 'x')");
        assertThat(one).isEqualTo("insert into t(a,b)values(?)");
        assertThat(of("insert into t(a, b) values (1, 'x'), (2, 'y'), ($1, $2)")).isEqualTo(one);
        assertThat(of("select * from t where a = any(array[1,2,3]) and b in (1)")).isEqualTo(
                "select * from t where a = any(array[?])and b in(?)");
        assertThat(of("select f(1, g(2), 3)")).isEqualTo("select f(?,g(?),?)");
    }

    @Test
    void writesCastsAndOperatorsOneWay() {
        assertThat(of("select a::int , b || 'x'||c, d->>'k', x[1:2];")).isEqualTo(of("SELECT a :: INT,b||$1 || c,d ->> 'k', x [ 1 : 2 ] ; ;"));
        assertThat(of("select 1 where a>=-5")).isEqualTo("select ? where a >= ?");
        assertThat(of("select t.a, t.*")).isEqualTo("select t.a,t.*");
    }

    @Test
    void agreesWithTheTextOfStatementsView() {
        assertThat(Fingerprint.of("SELECT * FROM a WHERE id = 7 AND n = 'x'"))
                .isEqualTo(Fingerprint.of("SELECT * FROM a WHERE id = $1 AND n = $2"));
    }

    @Test
    void tellsConstantsApart() {
        Fingerprinter f = new Fingerprinter();
        assertThat(constants(f, "select 1")).isNotEqualTo(constants(f, "select 2")).isEqualTo(constants(f, "SELECT  1"));
        assertThat(constants(f, "select a")).isZero();
    }

    @Test
    void endsOnAnyBytes() {
        Random random = new Random(7);
        String alphabet = "aE'\"$-*/\\\n()[],;:.+ 1?\u00e9\0";
        Fingerprinter f = new Fingerprinter();
        for (int i = 0; i < 50_000; i++) {
            StringBuilder sql = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                sql.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            byte[] bytes = sql.toString().getBytes(StandardCharsets.UTF_8);
            f.read(bytes, 0, bytes.length);
            assertThat(f.length()).isLessThanOrEqualTo(2 * bytes.length);
            Literals.mask(sql.toString());
        }
    }

    @Test
    void masksAndKeepsTheLayout() {
        assertThat(Literals.mask("SELECT 'secret'  -- who\n  FROM \"T\" /* x */ WHERE a=$1 AND b = 42"))
                .isEqualTo("SELECT ? FROM \"T\" WHERE a=$1 AND b = ?");
    }

    private static long constants(Fingerprinter f, String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        f.read(bytes, 0, bytes.length);
        return f.constants();
    }
}
