import * as parser from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { Token, TokenError } from '../../../server/src/syntax/tokens';

/** The package's own numbers, as they are when it runs: its types hide them in const enums. */
const { SyntaxKind, ScanError } = parser as unknown as Record<'SyntaxKind' | 'ScanError', Record<string, number>>;

/** What jsonc-parser's scanner gives for a text: the first token and its error. */
function scan(text: string): readonly [token: number, error: number] {
  const scanner = parser.createScanner(text, false);
  return [scanner.scan(), scanner.getTokenError()];
}

describe('the numbers are those of jsonc-parser', () => {
  test('tokens', () => {
    expect(Token).toEqual({
      OpenBrace: SyntaxKind.OpenBraceToken,
      CloseBrace: SyntaxKind.CloseBraceToken,
      OpenBracket: SyntaxKind.OpenBracketToken,
      CloseBracket: SyntaxKind.CloseBracketToken,
      Comma: SyntaxKind.CommaToken,
      Colon: SyntaxKind.ColonToken,
      Null: SyntaxKind.NullKeyword,
      True: SyntaxKind.TrueKeyword,
      False: SyntaxKind.FalseKeyword,
      String: SyntaxKind.StringLiteral,
      Number: SyntaxKind.NumericLiteral,
      LineComment: SyntaxKind.LineCommentTrivia,
      BlockComment: SyntaxKind.BlockCommentTrivia,
      LineBreak: SyntaxKind.LineBreakTrivia,
      Trivia: SyntaxKind.Trivia,
      Unknown: SyntaxKind.Unknown,
      End: SyntaxKind.EOF,
    });
  });

  test('errors', () => {
    expect(TokenError).toEqual({
      CommentUnclosed: ScanError.UnexpectedEndOfComment,
      StringUnclosed: ScanError.UnexpectedEndOfString,
      NumberUnclosed: ScanError.UnexpectedEndOfNumber,
      UnicodeInvalid: ScanError.InvalidUnicode,
      EscapeInvalid: ScanError.InvalidEscapeCharacter,
      CharacterInvalid: ScanError.InvalidCharacter,
    });
  });

  test.each([
    ['{', Token.OpenBrace, 0],
    ['}', Token.CloseBrace, 0],
    ['[', Token.OpenBracket, 0],
    [']', Token.CloseBracket, 0],
    [',', Token.Comma, 0],
    [':', Token.Colon, 0],
    ['null', Token.Null, 0],
    ['true', Token.True, 0],
    ['false', Token.False, 0],
    ['"a"', Token.String, 0],
    ['1.5', Token.Number, 0],
    ['//', Token.LineComment, 0],
    ['/**/', Token.BlockComment, 0],
    ['\n', Token.LineBreak, 0],
    [' ', Token.Trivia, 0],
    ['nil', Token.Unknown, 0],
    ['', Token.End, 0],
    ['/*', Token.BlockComment, TokenError.CommentUnclosed],
    ['"a', Token.String, TokenError.StringUnclosed],
    ['1.', Token.Number, TokenError.NumberUnclosed],
    ['"\\u12"', Token.String, TokenError.UnicodeInvalid],
    ['"\\x"', Token.String, TokenError.EscapeInvalid],
    ['"\t"', Token.String, TokenError.CharacterInvalid],
  ])('the scanner reads %j', (text, token, error) => {
    expect(scan(text)).toEqual([token, error]);
  });
});
