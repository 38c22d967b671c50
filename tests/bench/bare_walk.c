// bare_walk [-l] [-a ATTRIBUTES] [-t THREADS] TREE: the least that reading the rights of every folder can cost.
//
// Each folder is opened below the one above it, asked for its stat and ATTRIBUTES (3) extended attributes, and its entries
// are read; nothing is kept.  -l leaves out the entries of folders whose link count says that nothing lies below.  With
// THREADS (1) the folders of depth 2 are shared out.  Prints the number of folders and of bytes of attributes.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

static const char* const names[] = {"system.posix_acl_access", "system.posix_acl_default", "security.NTACL"};
static int leaves_out = 0, attributes = 3, threads = 1;

struct counts { unsigned long folders, bytes; };

static struct { int parent; char name[256]; } *tasks;
static size_t task_count, task_room;
static atomic_size_t next_task;

static void walk(int parent, const char* name, int depth, struct counts* counts);

static void put_off(int fd, const char* name) {
  if (task_count == task_room) tasks = realloc(tasks, (task_room = task_room ? 2 * task_room : 256) * sizeof *tasks);
  if (!tasks) abort();
  tasks[task_count].parent = fd;
  snprintf(tasks[task_count++].name, sizeof tasks->name, "%s", name);
}

static void subfolders(int fd, int depth, struct counts* counts) {
  _Alignas(struct dirent64) char buffer[32768];
  ssize_t size;
  while ((size = getdents64(fd, buffer, sizeof buffer)) > 0)
    for (ssize_t at = 0; at < size;) {
      struct dirent64* entry = (struct dirent64*)(buffer + at);
      at += entry->d_reclen;
      if (entry->d_type != DT_DIR || !strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
      if (threads > 1 && depth == 1) put_off(fd, entry->d_name);
      else walk(fd, entry->d_name, depth + 1, counts);
    }
}

static void walk(int parent, const char* name, int depth, struct counts* counts) {
  struct stat info;
  char value[1024];
  int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0 || fstat(fd, &info)) { perror(name); exit(1); }
  ++counts->folders;
  for (int i = 0; i < attributes; ++i) {
    ssize_t size = fgetxattr(fd, names[i], value, sizeof value);
    if (size > 0) counts->bytes += (unsigned long)size;
  }
  if (!leaves_out || info.st_nlink != 2) subfolders(fd, depth, counts);
  if (threads == 1 || depth != 1) close(fd);
}

static void* work(void* counts) {
  for (size_t i; (i = atomic_fetch_add(&next_task, 1)) < task_count;) walk(tasks[i].parent, tasks[i].name, 2, counts);
  return NULL;
}

int main(int argc, char** argv) {
  for (int option; (option = getopt(argc, argv, "la:t:")) != -1;) {
    if (option == 'l') leaves_out = 1;
    else if (option == 'a') attributes = atoi(optarg);
    else if (option == 't') threads = atoi(optarg);
    else return 2;
  }
  if (optind + 1 != argc || attributes < 0 || attributes > 3 || threads < 1 || threads > 64) return 2;
  struct counts counts[65] = {{0, 0}};
  pthread_t ids[64];
  walk(AT_FDCWD, argv[optind], 0, &counts[64]);
  for (int i = 0; threads > 1 && i < threads; ++i)
    if (pthread_create(&ids[i], NULL, work, &counts[i])) abort();
  for (int i = 0; threads > 1 && i < threads; ++i) pthread_join(ids[i], NULL);
  for (int i = 0; i < 64; ++i) counts[64].folders += counts[i].folders, counts[64].bytes += counts[i].bytes;
  printf("%lu folders, %lu bytes\n", counts[64].folders, counts[64].bytes);
  return 0;
}
