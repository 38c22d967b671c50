/* The cells of the matrix that package_bench.sh writes in three ways: which kind stands at (row, column). */
#ifndef BARE_CELLS_H
#define BARE_CELLS_H

enum { BENCH_ROWS = 10000, BENCH_COLUMNS = 100, BENCH_KINDS = 6 };

/* Rows of 25 share an owner's block of columns, as departments do; the rest is scattered. */
static inline int bench_kind(unsigned row, unsigned column) {
  if (row % 1000 == 22) return 5;
  if (column == 0) return 3;
  if (column * 7 / BENCH_COLUMNS == row / 25 % 7) return 2;
  if (column * 7 / BENCH_COLUMNS == 0) return 1;
  unsigned drawn = (row * 2654435761u + column * 40503u) >> 7;
  return drawn % 60 == 0 ? (int)(1 + drawn % 4) : 0;
}

static const char *const bench_signs[BENCH_KINDS] = {"", "\xD1\x87", "\xD0\xA0", "\xD0\x9F", "\xC3\x97", "?"};
static const char *const bench_fills[BENCH_KINDS] = {"", "DCE9F5", "F4C152", "1B2A49", "FBE4E4", "E4E7EC"};
static const char *const bench_inks[BENCH_KINDS] = {"", "24476B", "000000", "FFFFFF", "8B1A1A", "374151"};

#endif
