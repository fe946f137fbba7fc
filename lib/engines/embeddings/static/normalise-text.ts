const nonAscii = /[^\0-\x7f]/;
const capitalSigma = /\u03a3/g;
/** Putting a run of accents in their order takes time by the square of its length: 48,000 of them took five seconds. */
const stretchMax = 256;
const leadSurrogate = /[\ud800-\udbff]$/;

/**
 * Accents parted from their letters, and lower case, each letter for itself: a sigma at the end of a word is none of
 * its own here. Source: BertNormalizer of Hugging Face's tokenizers.
 */
export function normaliseText(text: string): string {
  if (!nonAscii.test(text)) return text.toLowerCase();
  return partAccents(text).replace(capitalSigma, "\u03c3").toLowerCase();
}

/** In stretches, whose ends no letter lies across: only the order of accents could differ, and those are left out. */
function partAccents(text: string): string {
  let parted = "";
  for (let from = 0; from < text.length; ) {
    const stretch = text.slice(from, from + stretchMax);
    const whole = leadSurrogate.test(stretch) ? text.slice(from, from + stretchMax + 1) : stretch;
    parted += whole.normalize("NFD");
    from += whole.length;
  }
  return parted;
}
