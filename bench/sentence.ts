import { generator } from "./generator";

const syllables =
  "ba cor del fin gra hol jin kel lum mar nor pel quo rast sil tor ul ven wex yor zan tri sho mon lek dap".split(" ");
const vocabulary = 5_000;
const wordsInText = 16;
/** Zipf-Mandelbrot's offset: how much the commonest words are held down. */
const offset = 2.7;

const cumulative = cumulate(Array.from({ length: vocabulary }, (_, rank) => 1 / (rank + offset)));

/** The n-th of many texts of 16 words, whose words are as unevenly frequent as those of a language (Zipf's law). */
export function sentence(n: number): string {
  const random = generator(n);
  return `${Array.from({ length: wordsInText }, () => word(rankOf(random()))).join(" ")}.`;
}

/** Four words of the n-th text: what somebody who remembers it would search for. */
export function question(n: number): string {
  return sentence(n).split(" ").slice(3, 7).join(" ");
}

function word(rank: number): string {
  const part = (n: number) => syllables[n % syllables.length];
  return `${part(rank)}${part(Math.floor(rank / 26))}${rank > 675 ? part(Math.floor(rank / 676)) : ""}`;
}

function rankOf(share: number): number {
  const target = share * (cumulative.at(-1) ?? 1);
  let low = 0;
  let high = vocabulary - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] ?? 0) < target) low = middle + 1;
    else high = middle;
  }
  return low;
}

function cumulate(weights: number[]): number[] {
  let sum = 0;
  return weights.map((weight) => {
    sum += weight;
    return sum;
  });
}
