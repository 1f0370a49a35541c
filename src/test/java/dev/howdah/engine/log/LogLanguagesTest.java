package dev.howdah.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs of servers that speak other languages, without SQLSTATEs in them. Lines are as servers of version 15 wrote them. */
class LogLanguagesTest {
    private static final String P = "2026-11-21 10:00:00.000 UTC [77] ann@shop/web ";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FEHLER:  | Relation »gone« existiert nicht bei Zeichen 15                                | Relation »gone« existiert nicht          | 42P01
            ERREUR:  | syntaxe en entrée invalide pour le type timestamp : « x » au caractère 8      | syntaxe en entrée invalide pour le type timestamp : « x » | 22007
            ERRORE:  | divisione per zero                                                            | divisione per zero                       | 22012
            ОШИБКА:  | столбец "nothing" не существует (символ 8)                                    | столбец "nothing" не существует          | 42703
            ERROR:  | 0 による除算が行われました                                                     | N による除算が行われました               | 22012
            ПОМИЛКА:  | функції gone(integer) не існує символ 8                                      | функції gone(integer) не існує           | 42883
            错误:  | 由于锁超时，正在取消语句 第 15 个字符处                                          | 由于锁超时，正在取消语句                 | 55P03
            FEL:  | division med noll                                                               | division med noll                        | 22012
            ERROR:  | role "x" does not exist                                                       | role "x" does not exist                  | 42704
            FATAL:  | role "x" does not exist                                                       | role "x" does not exist                  | 28000
            ERROR:  | date/time field value out of range: "2026-99-01" at character 8               | date/time field value out of range: "N-N-N" | 22008
            ERROR:  | of our own out of range, says a function                                      | of our own out of range, says a function |
            """)
    void infersTheSqlstateOrLeavesItOpen(String level, String text, String kept, String state) {
        LogReport r = Logs.report(P + level.strip() + "  " + text + "\n");
        assertThat(r.problems()).singleElement().satisfies(p -> {
            assertThat(p.text()).isEqualTo(kept);
            assertThat(p.sqlstate()).isEqualTo(state == null ? "" : state);
            assertThat(p.inferred()).isEqualTo(state != null);
        });
    }

    @Test
    void tellsBothStatementsOfADeadlockInAnyLanguage() {
        String[] details = {"Prozess 12 wartet auf ShareLock-Sperre auf Transaktion 745; blockiert von Prozess 13.\n\tProzess 13 wartet auf ShareLock-Sperre auf "
                + "Transaktion 746; blockiert von Prozess 12.\n\tProzess 12: update t set a = 1\n\tProzess 99: where b = 2\n\tProzess 13: update t set a = 2",
            "进程 12 正在等待 事务 745 上的 ShareLock；被进程 13 阻塞。\n\t进程 13 正在等待 事务 746 上的 ShareLock；被进程 12 阻塞。\n\t进程 12: update t set a = 1\n\tProzess 99: where b = 2\n\t进程 13: "
                + "update t set a = 2"};
        String[] heads = {"FEHLER:  Verklemmung (Deadlock) entdeckt\n" + P + "DETAIL:  ", "错误:  检测到死锁\n" + P + "详细信息:  "};
        for (int i = 0; i < heads.length; i++) {
            LogReport r = Logs.report(P + heads[i] + details[i] + "\n");
            assertThat(r.totals().deadlocks()).isEqualTo(1);
            assertThat(r.deadlocks().getFirst().participants()).extracting(LogReport.Participant::pid, LogReport.Participant::blockedBy,
                    LogReport.Participant::statement).containsExactly(
                            org.assertj.core.groups.Tuple.tuple(12L, 13L, "update t set a = 1\nProzess 99: where b = 2"),
                            org.assertj.core.groups.Tuple.tuple(13L, 12L, "update t set a = 2"));
        }
    }
}
