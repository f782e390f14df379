/** Controls, and what turns the direction of the text around it: an auditor must see that they are there. */
const unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const halfPairs = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text of somebody else's as it may be shown: what would be invisible or would disturb the text around it is named. */
export function visibleText(text: string): string {
  return text.replace(unseen, (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`).replace(halfPairs, '\ufffd');
}

/** The same in one line. */
export function visibleLine(text: string): string {
  return visibleText(text).replace(/\s+/g, ' ').trim();
}
