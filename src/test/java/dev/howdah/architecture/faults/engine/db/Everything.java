package dev.howdah.architecture.faults.engine.db;

import dev.howdah.architecture.faults.app.Settings;
import dev.howdah.architecture.faults.engine.pool.Pool;
import java.time.Instant;
import java.time.LocalDateTime;

/** Breaks the rules of layers, levels, screens, libraries and state at once. */
public class Everything {
    static int count;
    Settings settings = new Settings();
    Pool pool = new Pool();
    java.awt.Point screen = new java.awt.Point();
    com.zaxxer.hikari.HikariConfig hikari = new com.zaxxer.hikari.HikariConfig();
    com.github.benmanes.caffeine.cache.Caffeine<Object, Object> caffeine = com.github.benmanes.caffeine.cache.Caffeine.newBuilder();
    io.fair_acc.dataset.DataSet data;
    org.controlsfx.control.Notifications notifications;
    org.fxmisc.richtext.CodeArea area;
    org.kordamp.ikonli.Ikon icon;
    net.ttddyy.dsproxy.listener.QueryExecutionListener listener;
    io.lettuce.core.RedisClient redis;
    io.netty.channel.Channel netty;
    jakarta.mail.Session mail;
    io.prometheus.metrics.model.snapshots.Unit unit;
    com.github.kagkarlsson.scheduler.Scheduler scheduler;
    com.github.vertical_blank.sqlformatter.SqlFormatter formatter;
    org.apache.commons.compress.archivers.ArchiveEntry entry;
    org.flywaydb.core.Flyway flyway;
    picocli.CommandLine line;
    atlantafx.base.theme.Theme theme;
    static final java.util.Map<String, String> KEPT = new java.util.HashMap<>();

    void tooMany(int a, int b, int c, int d, int e, int f, int g) {}

    public static Everything getInstance() {
        count++;
        System.out.println(Instant.now() + " " + LocalDateTime.now());
        new Thread(() -> {}).start();
        return new Everything();
    }
}
