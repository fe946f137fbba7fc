import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const About = z.object({ name: z.string(), about: z.string(), source: z.string(), licence: z.string() });
const RetrievalSet = About.extend({
  documents: z.array(z.string()),
  /** By document: a query searches among the documents of its own group. */
  groups: z.array(z.number()).optional(),
  queries: z.array(
    z.object({
      text: z.string(),
      group: z.number().default(0),
      /** Grades by the document's place, 1 and more. */
      relevant: z.record(z.string(), z.number()),
    }),
  ),
});
const PairSet = About.extend({ pairs: z.array(z.tuple([z.string(), z.string(), z.number()])) });

export type RetrievalSet = z.infer<typeof RetrievalSet>;
export type PairSet = z.infer<typeof PairSet>;

/** The sets in the folders, by name; a folder that is not there has none. */
export function readSets(folders: string[]): { retrieval: RetrievalSet[]; pairs: PairSet[] } {
  const contents = folders.flatMap((folder) => listFiles(folder).map((file) => JSON.parse(readFileSync(file, "utf8"))));
  return {
    retrieval: contents.filter((own) => "queries" in own).map((own) => RetrievalSet.parse(own)),
    pairs: contents.filter((own) => "pairs" in own).map((own) => PairSet.parse(own)),
  };
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}
