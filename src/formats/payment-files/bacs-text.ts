/** Names in the characters of Bacs. */

/**
 * A name in the characters that Bacs allows: capitals, accents dropped (Zoë → ZOE), letters without a plain
 * form spelt out (Ø → O, ß → SS), anything else a space. For names only; banks do not match on them.
 */
export function bacsText(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[ØŁĐÐÞÆŒ’']/g, letter => SPELT[letter] ?? letter)
    .replace(/[^A-Z0-9.&/ -]/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

const SPELT: Readonly<Record<string, string>> = {
  Ø: 'O',
  Ł: 'L',
  Đ: 'D',
  Ð: 'D',
  Þ: 'TH',
  Æ: 'AE',
  Œ: 'OE',
  '’': ' ',
  "'": ' ',
};

/** The same as bacsText, faster; undefined where a letter is not of the Latin alphabets of Europe or blanks stand together. */
export function speltQuickly(name: string): string | undefined {
  let spelt = '';
  for (let i = 0; i < name.length; i++) {
    const letters = LATIN[name.charCodeAt(i)];
    if (letters === undefined || letters === '' || (letters === ' ' && (spelt === '' || spelt.endsWith(' '))))
      return undefined;
    spelt += letters;
  }
  return spelt.endsWith(' ') ? undefined : spelt;
}

/** What each letter of the first Latin blocks is spelt as, where it is one letter or two. */
const LATIN: readonly string[] = Array.from({ length: 384 }, (_, code) => {
  const letter = String.fromCharCode(code);
  return letter === ' ' ? ' ' : bacsText(letter);
});
