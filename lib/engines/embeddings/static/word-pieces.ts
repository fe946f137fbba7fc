import { normaliseText } from "./normalise-text";
import { createPieceTrie } from "./piece-trie";

/** Longer words are unknown, as they are to the original. In code points. */
const wordMax = 100;

/** What a code point is to the splitter; the numbers stand in the model's file. */
const inWord = 0;
const blank = 2;
/** A word of its own: punctuation, and ideographs, which no blanks part. */
const alone = 3;

export type Alphabet = {
  /** Each piece at the place that is its number. */
  vocabulary: readonly string[];
  /** The kind of each code point of normalised text. Those that are of another kind than these are left out. */
  kinds: Uint8Array;
};

export type WordPieces = {
  /** Writes the pieces of a text into `into`, as many as fit, and returns their number. */
  split(text: string, into: Int32Array): number;
};

/**
 * BERT's uncased splitter: words and punctuation, then greedily the longest pieces. A word with a part that no piece
 * begins is unknown as a whole. Source: BertNormalizer, BertPreTokenizer and WordPiece of Hugging Face's tokenizers.
 */
export function createWordPieces({ vocabulary, kinds }: Alphabet): WordPieces {
  const trie = createPieceTrie(vocabulary);
  const unknown = vocabulary.indexOf("[UNK]");
  // One word's code units, without what is dropped; room for a surrogate pair a code point.
  const word = new Uint16Array(wordMax * 2);

  /** The pieces of the first `length` units of `word`; only the last of them may be cut off for want of room. */
  const splitWord = (length: number, into: Int32Array, count: number) => {
    const first = count;
    for (let from = 0; from < length; ) {
      let node = from === 0 ? trie.start : trie.continued;
      let piece = -1;
      let end = from;
      for (let at = from; at < length; ) {
        node = trie.next(node, word[at++] ?? 0);
        if (node === -1) break;
        const own = trie.pieceAt(node);
        if (own === -1) continue;
        piece = own;
        end = at;
      }
      if (piece === -1) return put(unknown, into, first);
      count = put(piece, into, count);
      from = end;
    }
    return count;
  };

  return {
    split(text, into) {
      const normal = normaliseText(text);
      let count = 0;
      let units = 0;
      let letters = 0;
      const endWord = () => {
        if (letters > wordMax) count = put(unknown, into, count);
        else if (letters > 0) count = splitWord(units, into, count);
        units = 0;
        letters = 0;
      };
      for (let at = 0; at < normal.length && count < into.length; ) {
        const codePoint = normal.codePointAt(at) ?? 0;
        const width = codePoint > 0xffff ? 2 : 1;
        const kind = kinds[codePoint];
        if (kind === blank || kind === alone) endWord();
        if (kind === inWord || kind === alone) {
          if (letters++ < wordMax) {
            for (let unit = 0; unit < width; unit++) word[units++] = normal.charCodeAt(at + unit);
          }
        }
        if (kind === alone) endWord();
        at += width;
      }
      endWord();
      return count;
    },
  };
}

function put(piece: number, into: Int32Array, count: number): number {
  if (count >= into.length) return count;
  into[count] = piece;
  return count + 1;
}
