// What is left out reads files (import, include, input), the environment (env), or can go on for ever (def, repeat, ...).
const words = new Set(
  `and or not if then elif else end as empty error length utf8length keys keys_unsorted has in map map_values path del to_entries from_entries with_entries
   select sort sort_by group_by min max min_by max_by unique unique_by reverse contains inside startswith endswith ltrimstr rtrimstr
   split join ascii_downcase ascii_upcase tostring tonumber type first last nth any all flatten add floor sqrt round ceil test match capture
   scan sub gsub splits tojson fromjson todate fromdate now strftime strptime mktime gmtime null true false values nulls strings numbers
   booleans arrays objects iterables scalars paths leaf_paths indices index rindex getpath tostream ascii implode explode trim ltrim rtrim abs`.split(
    /\s+/,
  ),
);
const format = /^@(?:text|json|html|uri|csv|tsv|sh|base64|base64d)$/;
const token =
  /\s+|\.[A-Za-z_]\w*|\.\.?|"(?:\\["\\/bfnrtu]|[^"\\])*"|\d+(?:\.\d+)?|@[a-z0-9]+|\$[a-z_]\w*|[a-z_][a-z0-9_]*|\?\/\/|[-+*/%]|[!=<>]=?|[[\](){}|,:;?]/y;

const lengthMax = 2_000;

/** Whether a jq filter is made only of words that select and reshape what is read (jq manual 1.7). */
export function isReadOnlyJq(filter: string): boolean {
  if (filter.length > lengthMax || filter.trim() === "") return false;
  token.lastIndex = 0;
  const open: string[] = [];
  let before = "";
  while (token.lastIndex < filter.length) {
    const found = token.exec(filter)?.[0];
    if (found === undefined) return false;
    if (found.trim() === "") continue;
    // Right behind the { or a comma of an object a name is a key, not a function.
    const isKey = open.at(-1) === "{" && /^[{,]$/.test(before);
    if (/^[a-z_]/.test(found) && !isKey && !words.has(found)) return false;
    if (found.startsWith("@") && !format.test(found)) return false;
    if (found.startsWith("$__")) return false;
    if (/^[[({]$/.test(found)) open.push(found);
    if (/^[\])}]$/.test(found)) open.pop();
    before = found;
  }
  return true;
}
