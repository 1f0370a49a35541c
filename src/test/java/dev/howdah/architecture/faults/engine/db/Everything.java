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

    public static Everything getInstance() {
        count++;
        System.out.println(Instant.now() + " " + LocalDateTime.now());
        new Thread(() -> {}).start();
        return new Everything();
    }
}
