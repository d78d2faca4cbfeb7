/* Virtual threads, of Java 21 and later. */
public class Virtual {
    static volatile long sink;

    static long hot(int count) {
        long sum = 0;
        for (int i = 0; i < count; i++)
            sum += i * 31L ^ sum >> 3;
        return sum;
    }

    public static void main(String[] arguments) throws Exception {
        Thread.ofVirtual().name("busy").start(() -> { for (;;) sink += hot(100000); });
        Thread.ofVirtual().start(() -> { try { Thread.sleep(100000); } catch (Exception e) { } });
        Thread.sleep(60000);
    }
}
