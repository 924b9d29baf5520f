package caravan;

import java.nio.file.Path;
import java.util.Locale;

/**
 * JDBC addresses with the options that the program relies on.
 *
 * <p>H2 reads and writes its files asynchronously, because it otherwise loses them to an interrupt of any thread that
 * uses them, and Camel interrupts threads that do not stop in time. H2 speaks PostgreSQL's dialect, so that one SQL text
 * serves both, and stays open until the program itself closes it: its own shutdown hook would close it under rows that are
 * still being stored. The ledger is written through at every commit, because H2 otherwise loses the last half second at a
 * kill. PostgreSQL sends a batch as one statement, and gives up on a server that says nothing.
 */
final class DatabaseUrls {
    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    private DatabaseUrls() {}

    /** Where the ledger is: as set, else a file in the environment's folder. */
    static String ledger(String setting, Path folder) {
        return complete("ledger.url", setting.isBlank() ? file(folder, "ledger") : setting.trim(), ";WRITE_DELAY=0");
    }

    /** Where market data is: as set, else where the ledger is if that is PostgreSQL, else a file. */
    static String marketData(String setting, String ledgerSetting, Path folder) {
        String url;
        if (!setting.isBlank()) {
            url = setting.trim();
        } else if (ledgerSetting.trim().startsWith(POSTGRESQL)) {
            url = ledgerSetting.trim();
        } else {
            url = file(folder, "market-data");
        }
        return complete("recording.url", url, "");
    }

    private static String file(Path folder, String name) {
        String path = folder.resolve(name).toAbsolutePath().normalize().toString();
        if (path.indexOf(';') >= 0) {
            throw new DatabaseException(
                    "expected a data.dir without semicolons, found '" + folder + "'; choose another folder");
        }
        return H2 + "async:" + path;
    }

    private static String complete(String setting, String url, String h2Options) {
        if (url.startsWith(H2)) {
            String options = url.toUpperCase(Locale.ROOT);
            StringBuilder complete = new StringBuilder(url);
            for (String option : (";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_ON_EXIT=FALSE" + h2Options)
                    .substring(1)
                    .split(";")) {
                String name = option.substring(0, option.indexOf('=') + 1).toUpperCase(Locale.ROOT);
                if (!options.contains(";" + name)) {
                    complete.append(';').append(option);
                }
            }
            return complete.toString();
        }
        if (url.startsWith(POSTGRESQL)) {
            StringBuilder complete = new StringBuilder(url);
            for (String option : new String[] {
                "reWriteBatchedInserts=true", "connectTimeout=2", "socketTimeout=20", "tcpKeepAlive=true"
            }) {
                if (!url.contains(option.substring(0, option.indexOf('=') + 1))) {
                    complete.append(complete.indexOf("?") < 0 ? '?' : '&').append(option);
                }
            }
            return complete.toString();
        }
        throw new DatabaseException("expected " + setting
                + " to be jdbc:postgresql://host/database?user=... or empty, found '" + withoutSecrets(url) + "'");
    }

    /** An address for people: without options, which may hold a password. */
    static String withoutSecrets(String url) {
        int end = url.length();
        for (char separator : new char[] {'?', ';'}) {
            int at = url.indexOf(separator);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        return url.substring(0, end).replaceFirst("//[^/@]*@", "//");
    }
}
