/* Threads that run, wait, block each other, listen, and are in a deadlock. */
import java.net.ServerSocket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

public class Busy {
    static volatile long sink;
    static final Object lock = new Object();

    static long hot(int count) {
        long sum = 0;
        for (int i = 0; i < count; i++)
            sum += i * 31L ^ sum >> 3;
        return sum;
    }

    static long twice(int count) {
        return hot(count) + hot(count);
    }

    static long recurse(int depth) {
        return depth == 0 ? twice(100000) : 1 + recurse(depth - 1);
    }

    static class Job {
        static void spin() {
            for (;;)
                sink += recurse(5);
        }
    }

    static void wait_for_ever() {
        synchronized (lock) {
            try {
                lock.wait();
            } catch (InterruptedException e) {
            }
        }
    }

    static void listen() {
        try (ServerSocket socket = new ServerSocket(0)) {
            socket.accept();
        } catch (Exception e) {
        }
    }

    static void take(Object first, Object second) {
        synchronized (first) {
            try {
                Thread.sleep(300);
            } catch (InterruptedException e) {
            }
            synchronized (second) {
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        pool.submit(() -> Job.spin());
        pool.submit(() -> { for (;;) sink += twice(1000); });
        new Thread(Busy::wait_for_ever, "waiter \"one\"").start();
        new Thread(Busy::listen, "listener").start();
        Object a = new Object(), b = new Object();
        new Thread(() -> take(a, b), "locker-1").start();
        new Thread(() -> take(b, a), "locker-2").start();
        Thread.sleep(60000);
    }
}
