import ts from 'typescript';

/** A retired word or name, and what to say instead. */
export type Retired = readonly [pattern: RegExp, say: string];

/** Retired in comments and documents. */
export const retiredWords: readonly Retired[] = [
  [/unless told otherwise/i, 'say "by default"'],
  [/there (?:is|are) none of\b/i, 'say "unknown"'],
  [/\bwhat is no\b|\bthat is none\b|\bthat are none\b/i, 'say "invalid", or "not a …"'],
  [/(?<!unless )\b(?:tells?|told|telling)\b/i, 'say "says", "returns", "reports"'],
  [/\bwhatever\b/i, 'say "any", or name it'],
  [/\bwhoever\b/i, 'name the caller, the reader, the dispatcher'],
  [/\bsomebody\b/i, 'name the person or the program'],
  [/\bnobody knows\b/i, 'say "unknown"'],
  [/\blets? go of\b/i, 'say "releases"'],
  [/\bhears? of\b/i, 'say "is notified of", "gets"'],
  [/\bat fault\b/i, 'say "has a problem"'],
  [/(?<!at |`|\/)\bfaults?\b(?! tests?\b|`|\/)/i, 'say "problem" (checking) or "error" (acting)'],
  [/\bfindings\b|\b(?:a|each|every|first|the) finding\b/i, 'say "problem"'],
  [/\blaid over\b/i, 'say "replace", "are added to"'],
  [/\breckon(?:ed|s|ing)?\b/i, 'say "count", "compute"'],
  [/\bas unknown as\b/i, 'say which error is thrown'],
  [/\bspeaks? against\b/i, 'say "reasons against"'],
  [/\bhas its say\b|\bhave? a say\b/i, 'say "decides", "checks"'],
];

/** Retired in identifiers. */
export const retiredNames: readonly Retired[] = [
  [/^(?!.*[dD]efaults?$).*(?:Faults?|Findings?)$|^fault$|^findings?$/, 'say "problem" (checking) or "error" (acting)'],
  [/^(?:reckon|Reckoning)$/, 'say "refundBreakdown"'],
  [/^(?:sumOf|differenceOf)$/, 'say "add", "subtract"'],
  [/^everOffered$/, 'say "previouslyOffered"'],
  [/^(?:placedAt|PlacedAgencyNumber)$/, 'say "resolveInsurers"'],
  [/^laidOver$/, 'say "mergeAnswers"'],
  [/^(?:Standing|Known|Read|Asked|Told)$/, 'say whose, or of what'],
  [/^Asked[A-Z]/, 'say "…Request", "…Input"'],
  [/^told[A-Z]/, 'say "reported…", "shown…"'],
  [/^(?:theSettings|TheSettings|TheDatabase|TheLogger)$/, 'say "Settings", "Store", "Logger"'],
];

/** The comments and identifiers of a TypeScript file; texts and patterns are left out. */
export function wordsOf(
  file: string,
  text: string,
): { readonly comments: readonly string[]; readonly identifiers: readonly string[] } {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const identifiers = new Set<string>();
  let code = text;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) identifiers.add(node.text);
    if (ts.isLiteralExpression(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      const [from, to] = [node.getStart(source), node.getEnd()];
      code = code.slice(0, from) + ' '.repeat(to - from) + code.slice(to);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { comments: code.match(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g) ?? [], identifiers: [...identifiers] };
}
