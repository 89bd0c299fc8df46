/**
 * Token and error numbers of jsonc-parser's scanner. The package declares them as ambient const enums, which single-file
 * compilers cannot read; a test holds these equal to the package's own values.
 */
export const Token = {
  OpenBrace: 1,
  CloseBrace: 2,
  OpenBracket: 3,
  CloseBracket: 4,
  Comma: 5,
  Colon: 6,
  Null: 7,
  True: 8,
  False: 9,
  String: 10,
  Number: 11,
  LineComment: 12,
  BlockComment: 13,
  LineBreak: 14,
  Trivia: 15,
  Unknown: 16,
  End: 17,
} as const;

export const TokenError = {
  CommentUnclosed: 1,
  StringUnclosed: 2,
  NumberUnclosed: 3,
  UnicodeInvalid: 4,
  EscapeInvalid: 5,
  CharacterInvalid: 6,
} as const;
