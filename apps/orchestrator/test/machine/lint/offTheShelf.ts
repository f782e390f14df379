import { ASL_SCHEMA, getLanguageService, TextDocument } from 'amazon-states-language-service';
import validate from 'asl-validator';

/** What asl-validator (structure, transitions, paths, intrinsic functions) finds in a definition. */
export function aslValidator(text: string): string[] {
  // It changes what it is given, hence a copy of its own.
  const { errors } = validate(JSON.parse(text), { checkPaths: true, checkArn: false });
  return errors.map((error) => JSON.stringify(error));
}

/** What Amazon's own language service (Retry fields, States.* names, keys twice in one object) finds in a definition. */
export async function languageService(text: string): Promise<string[]> {
  const service = getLanguageService({});
  const document = TextDocument.create('file:///recovery.asl.json', 'asl', 1, text);
  const found = await service.doValidation(document, service.parseJSONDocument(document), {}, ASL_SCHEMA);
  return found.map(({ message, range }) => `line ${range.start.line + 1}: ${JSON.stringify(message)}`);
}
