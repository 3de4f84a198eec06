/*
 * Stands between a program and the C library: the time of day is ahead of the machine's by the nanoseconds in the file that
 * RIG_CLOCK names. Whoever writes there sets the clock at once. What measures how long something takes is not touched.
 * It declares what it needs of the C library itself, so that a compiler is enough to build it.
 */
typedef struct { long seconds, nanoseconds; } Spec;
typedef struct { long seconds, microseconds; } Value;

extern char *getenv(const char *name);
extern int open(const char *path, int flags, ...);
extern void *mmap(void *at, unsigned long length, int protection, int flags, int file, long offset);
extern void *dlsym(void *handle, const char *name);

enum { REALTIME = 0, REALTIME_COARSE = 5, FOR_READING = 0, READABLE = 1, SHARED = 1, BILLION = 1000000000 };

#define NEXT ((void *) -1)
#define FAILED ((void *) -1)

static const long long nothing = 0;
static const volatile long long *ahead = &nothing;
static int (*machines)(int clock, Spec *time);

static void begin(void) {
    const char *path = getenv("RIG_CLOCK");
    int file = path ? open(path, FOR_READING) : -1;
    void *page = file < 0 ? FAILED : mmap(0, sizeof *ahead, READABLE, SHARED, file, 0);
    if (page != FAILED) {
        ahead = page;
    }
    machines = (int (*)(int, Spec *)) dlsym(NEXT, "clock_gettime");
}

int clock_gettime(int clock, Spec *time) {
    if (!machines) {
        begin();
    }
    int result = machines(clock, time);
    if (result == 0 && (clock == REALTIME || clock == REALTIME_COARSE)) {
        long long by = *ahead;
        long long nanoseconds = time->nanoseconds + by % BILLION + BILLION;
        time->seconds += by / BILLION - 1 + nanoseconds / BILLION;
        time->nanoseconds = nanoseconds % BILLION;
    }
    return result;
}

int gettimeofday(Value *time, void *zone) {
    Spec now;
    int result = clock_gettime(REALTIME, &now);
    time->seconds = now.seconds;
    time->microseconds = now.nanoseconds / 1000;
    return result;
}

long time(long *seconds) {
    Spec now;
    clock_gettime(REALTIME_COARSE, &now);
    if (seconds) {
        *seconds = now.seconds;
    }
    return now.seconds;
}
