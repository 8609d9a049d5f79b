/*
 * The soft Bellman sweep as one would write it in C, on the arrays of the model file that bench/model-file.ts describes.
 * usage: sweep MODEL DISCOUNT TEMPERATURE. Every line on standard input asks for one sweep; its answer is the processor time in
 * nanoseconds and max |TV - V|.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void *column(FILE *file, size_t count, size_t size) {
  void *cells = malloc(count * size);
  if (!cells || fread(cells, size, count, file) != count) {
    fputs("sweep: the model file is cut off\n", stderr);
    exit(2);
  }
  return cells;
}

static double sweep(int states, const int32_t *pairOffsets, const double *rewards, const int32_t *transitionOffsets,
                    const int32_t *successors, const double *discounted, double temperature, const double *V,
                    double *backup, double *q) {
  double residual = 0;
  for (int s = 0; s < states; s++) {
    int first = pairOffsets[s], count = pairOffsets[s + 1] - first, best = 0;
    for (int a = 0; a < count; a++) {
      double value = rewards[first + a];
      for (int t = transitionOffsets[first + a]; t < transitionOffsets[first + a + 1]; t++)
        value += discounted[t] * V[successors[t]];
      q[a] = value;
      if (value > q[best]) best = a;
    }
    double rest = 0;
    for (int a = 0; a < count; a++)
      if (a != best) rest += exp((q[a] - q[best]) / temperature);
    backup[s] = q[best] + temperature * log1p(rest);
    residual = fmax(residual, fabs(backup[s] - V[s]));
  }
  return residual;
}

static double nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e9 * now.tv_sec + now.tv_nsec;
}

int main(int argc, char **argv) {
  FILE *file = argc == 4 ? fopen(argv[1], "rb") : NULL;
  if (!file) {
    fputs("usage: sweep MODEL DISCOUNT TEMPERATURE\n", stderr);
    return 2;
  }
  double discount = atof(argv[2]), temperature = atof(argv[3]);
  int32_t *head = column(file, 4, sizeof(int32_t));
  int states = head[0], pairs = head[1], transitions = head[2];
  double *rewards = column(file, pairs, sizeof(double));
  double *discounted = column(file, transitions, sizeof(double));
  int32_t *pairOffsets = column(file, states + 1, sizeof(int32_t));
  int32_t *transitionOffsets = column(file, pairs + 1, sizeof(int32_t));
  int32_t *successors = column(file, transitions, sizeof(int32_t));
  fclose(file);
  for (int t = 0; t < transitions; t++) discounted[t] *= discount;

  double *V = calloc(states, sizeof(double)), *backup = calloc(states, sizeof(double)), *q = calloc(pairs, sizeof(double));
  while (getchar() != EOF) {
    double start = nanoseconds();
    double residual = sweep(states, pairOffsets, rewards, transitionOffsets, successors, discounted, temperature, V, backup, q);
    printf("%.0f %.17g\n", nanoseconds() - start, residual);
    fflush(stdout);
    double *swap = V;
    V = backup;
    backup = swap;
  }
  return 0;
}
