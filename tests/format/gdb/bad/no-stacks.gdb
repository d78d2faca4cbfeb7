Thread 1 (LWP 7):
