/* Exceptions with causes and suppressed exceptions, as they get into logs. */
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

public class Throws {
    static final Logger log = Logger.getLogger("shop");

    static class Till implements Closeable {
        public void close() throws IOException {
            throw new IOException("the till\nis stuck");
        }
    }

    static int find(String name) {
        return List.of(1, 2).get(name.length());
    }

    static void sell(String name) {
        try (Till till = new Till()) {
            find(name);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("no " + name, e);
        }
    }

    static void day(int customers) {
        for (int i = 0; i < customers; i++) {
            try {
                sell("bread");
            } catch (RuntimeException e) {
                log.log(Level.SEVERE, "customer " + i, e);
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        day(2);
        Thread thread = new Thread(() -> sell("milk"), "evening");
        thread.start();
        thread.join();
        sell("salt");
    }
}
