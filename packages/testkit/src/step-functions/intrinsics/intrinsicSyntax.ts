/** A piece of an intrinsic's text: a call, a quoted string (raw, its escapes not yet resolved), a path, or a literal. */
export type IntrinsicNode =
  | { readonly kind: 'CALL'; readonly name: string; readonly arguments: readonly IntrinsicNode[]; readonly text: string }
  | { readonly kind: 'STRING'; readonly raw: string }
  | { readonly kind: 'PATH'; readonly text: string }
  | { readonly kind: 'LITERAL'; readonly value: number | boolean | null };

/** Reads an intrinsic function call, e.g. `States.Format('{}', $.a)`. */
class IntrinsicReader {
  readonly #text: string;
  #at = 0;
  constructor(text: string) {
    this.#text = text;
  }

  whole(): IntrinsicNode {
    const node = this.#node();
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#fault(`'${this.#text.slice(this.#at)}' follows its end`);
    return node;
  }

  #node(): IntrinsicNode {
    this.#skipSpace();
    const rest = this.#text.slice(this.#at);
    if (rest.startsWith("'")) return this.#string();
    if (rest.startsWith('$')) return this.#path();
    const number = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/u.exec(rest);
    if (number !== null) return this.#literal(number[0], Number(number[0]));
    const word = /^(?:true|false|null)\b/u.exec(rest);
    if (word !== null) return this.#literal(word[0], JSON.parse(word[0]) as boolean | null);
    const name = /^States\.\w+/u.exec(rest);
    if (name !== null) return this.#call(name[0]);
    throw this.#fault(`an argument cannot be understood from '${rest}' on`);
  }

  #call(name: string): IntrinsicNode {
    const start = this.#at;
    this.#at += name.length;
    this.#expect('(');
    const list: IntrinsicNode[] = [];
    this.#skipSpace();
    if (this.#text[this.#at] !== ')') {
      list.push(this.#node());
      for (this.#skipSpace(); this.#text[this.#at] === ','; this.#skipSpace()) {
        this.#at += 1;
        list.push(this.#node());
      }
    }
    this.#expect(')');
    return { kind: 'CALL', name, arguments: list, text: this.#text.slice(start, this.#at) };
  }

  #string(): IntrinsicNode {
    const match = /^'((?:[^'\\]|\\[\s\S])*)'/u.exec(this.#text.slice(this.#at));
    if (match === null) throw this.#fault('a string has no end');
    this.#at += match[0].length;
    return { kind: 'STRING', raw: match[1]! };
  }

  #path(): IntrinsicNode {
    const match = /^\$(?:\['(?:[^'\\]|\\.)*'\]|\["(?:[^"\\]|\\.)*"\]|\[[^\]'"]*\]|[^\s,()[\]])*/u.exec(this.#text.slice(this.#at))!;
    this.#at += match[0].length;
    return { kind: 'PATH', text: match[0] };
  }

  #literal(text: string, value: number | boolean | null): IntrinsicNode {
    this.#at += text.length;
    return { kind: 'LITERAL', value };
  }

  #expect(character: string): void {
    this.#skipSpace();
    if (this.#text[this.#at] !== character) throw this.#fault(`'${character}' is missing at position ${this.#at}`);
    this.#at += 1;
  }

  #skipSpace(): void {
    while (/\s/u.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  #fault(message: string): Error {
    return new Error(`the intrinsic function '${this.#text}': ${message}`);
  }
}

/** @throws Error saying what cannot be understood. */
export function parseIntrinsic(text: string): IntrinsicNode {
  return new IntrinsicReader(text).whole();
}
