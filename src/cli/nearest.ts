/** Levenshtein's distance: how many characters to insert, delete or replace to get from one word to the other. */
const distance = (a: string, b: string): number => {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, above[j] + 1, row[j - 1] + 1));
    }
    above = row;
  }
  return above[b.length];
};

/** The three words that someone who wrote `word` most likely meant: those that it is a part of, then by distance. */
export const nearest = (word: string, words: readonly string[]): readonly string[] => {
  const rank = (candidate: string): number => (candidate.includes(word) ? 0 : distance(word, candidate));
  return [...words].sort((a, b) => rank(a) - rank(b)).slice(0, 3);
};
