/* start_times RUNS FILE   how long commands take, start to end: each line of FILE is NAME, a tab, and a command line of
 * words between single spaces.  Runs of all commands take turns, so that a busy moment falls on all of them; output goes
 * to /dev/null.  Prints a line each: name, wall time in ms (median, least, 95th of 100), CPU of the process in ms (median),
 * page faults (median).  Exits 1 where a command fails. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

enum { commands_most = 64, words_most = 32 };
extern char **environ;

struct command {
  char *name, *words[words_most + 1];
  double *wall, *cpu, *faults;
};

static double ms(struct timespec t) { return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6; }

static double cpu_ms(struct timeval t) { return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3; }

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void run(struct command *c, int i, posix_spawn_file_actions_t *quiet) {
  struct timespec start, end;
  struct rusage used;
  pid_t pid;
  int status;
  clock_gettime(CLOCK_MONOTONIC, &start);
  int wrong = posix_spawnp(&pid, c->words[0], quiet, NULL, c->words, environ);
  if (wrong || wait4(pid, &status, 0, &used) != pid || status != 0) {
    fprintf(stderr, "failed: %s\n", c->name);
    exit(1);
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  c->wall[i] = ms(end) - ms(start);
  c->cpu[i] = cpu_ms(used.ru_utime) + cpu_ms(used.ru_stime);
  c->faults[i] = (double)(used.ru_minflt + used.ru_majflt);
}

static int read_commands(FILE *file, struct command *all, int runs) {
  char line[4096];
  int n = 0;
  while (n < commands_most && fgets(line, sizeof line, file)) {
    char *tab = strchr(line, '\t'), *place = NULL;
    if (!tab) continue;
    *tab = 0;
    line[strcspn(line, "\n")] = 0;
    tab[1 + strcspn(tab + 1, "\n")] = 0;
    struct command *c = &all[n++];
    c->name = strdup(line);
    int w = 0;
    for (char *word = strtok_r(strdup(tab + 1), " ", &place); word && w < words_most; word = strtok_r(NULL, " ", &place)) c->words[w++] = word;
    c->words[w] = NULL;
    c->wall = calloc((size_t)runs, sizeof(double));
    c->cpu = calloc((size_t)runs, sizeof(double));
    c->faults = calloc((size_t)runs, sizeof(double));
  }
  return n;
}

int main(int argc, char **argv) {
  static struct command all[commands_most];
  int runs = argc == 3 ? atoi(argv[1]) : 0;
  FILE *file = runs > 0 ? fopen(argv[2], "r") : NULL;
  if (!file) return fprintf(stderr, "usage: start_times RUNS FILE\n"), 2;
  int n = read_commands(file, all, runs);
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
  for (int k = 0; k < n; ++k) run(&all[k], 0, &quiet); /* once unmeasured: files come into memory */
  for (int i = 0; i < runs; ++i)
    for (int k = 0; k < n; ++k) run(&all[(k + i) % n], i, &quiet);
  printf("%-44s %9s %9s %9s %9s %7s\n", "", "median ms", "least ms", "95 % ms", "CPU ms", "faults");
  for (int k = 0; k < n; ++k) {
    struct command *c = &all[k];
    qsort(c->wall, (size_t)runs, sizeof(double), by_size);
    qsort(c->cpu, (size_t)runs, sizeof(double), by_size);
    qsort(c->faults, (size_t)runs, sizeof(double), by_size);
    printf("%-44s %9.2f %9.2f %9.2f %9.2f %7.0f\n", c->name, c->wall[runs / 2], c->wall[0], c->wall[runs * 95 / 100], c->cpu[runs / 2], c->faults[runs / 2]);
  }
  return 0;
}
