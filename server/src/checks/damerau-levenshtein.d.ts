/** The package has no types of its own. */
declare module 'damerau-levenshtein' {
  export default function levenshtein(left: string, right: string): { readonly steps: number };
}
