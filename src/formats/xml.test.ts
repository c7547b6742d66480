import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readXml, type XmlElement, xmlAll, xmlFirst, xmlText } from './xml.ts';

function read(text: string): XmlElement {
  const reading = readXml(text);
  assert.ok(reading.ok, reading.ok ? '' : reading.problem.text);
  return reading.root;
}

describe('XML of banks', () => {
  test('elements by local name, with their line, attributes and text', () => {
    const root = read(
      '<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet href="a.xsl"?>\n<n:Doc xmlns:n="urn:x">\n' +
        '  <n:Amt Ccy="GBP"> 12.50 </n:Amt><Nm>M&amp;S &#163;5 <![CDATA[<b>]]>\n x</Nm><e/>\n</n:Doc>',
    );
    assert.deepEqual([root.name, root.line, root.text], ['Doc', 3, '']);
    const amount = xmlFirst(root, 'Amt')!;
    assert.deepEqual([amount.line, amount.attributes.Ccy, amount.text], [4, 'GBP', '12.50']);
    assert.equal(xmlText(root, 'Nm'), 'M&S £5 <b> x');
    assert.deepEqual([xmlText(root, 'e'), xmlText(root, 'none')], ['', '']);
  });

  test('paths find all', () => {
    const root = read('<a><b><c>1</c></b><b><c>2</c><c>3</c></b><x><c>4</c></x></a>');
    assert.deepEqual(
      xmlAll(root, 'b', 'c').map(({ text }) => text),
      ['1', '2', '3'],
    );
  });

  test('what is taken is handed out in order and does not stand in the tree', () => {
    const taken: string[] = [];
    const reading = readXml('<a><e><v>1</v></e><b/><e><v>2</v></e></a>', {
      e: element => taken.push(xmlText(element, 'v')),
    });
    assert.ok(reading.ok);
    assert.deepEqual(taken, ['1', '2']);
    assert.deepEqual(
      reading.root.children.map(({ name }) => name),
      ['b'],
    );
  });

  const refused = [
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY x "y">]>\n<a>&x;</a>', /DOCTYPE/],
    ['a DOCTYPE that names a file', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', /DOCTYPE/],
    ['an ENTITY inside', '<a><!ENTITY x "y"></a>', /incorrect syntax|inappropriately/],
    ['an entity that is none', '<a>&x;</a>', /undefined entity/],
    ['an entity by the name of a property', '<a>&toString;</a>', /undefined entity/],
    ['a bare ampersand', '<a>M&S</a>', /not XML/],
    ['a character that cannot be', '<a>&#x110000;</a>', /not XML/],
    ['a character of control', '<a>&#0;</a>', /not XML/],
    ['a cut off file', '<a>\n<b>', /Line 2: .*unclosed tag: b/],
    ['nothing', '   ', /root element/],
    ['two roots', '<a/><b/>', /one root/],
    ['text before', 'x<a/>', /outside of root/],
    ['tags crossed', '<a><b></a></b>', /close tag/],
    ['text beside elements', '<a>x<b/></a>', /"x" stands in <a> beside/],
    ['an attribute twice', '<a b="1" b="2"/>', /duplicate attribute/],
    ['no quotation marks', '<a b=1/>', /unquoted/],
    ['41 deep', '<a>'.repeat(41), /too deep/],
    ['41 attributes', `<a ${Array.from({ length: 41 }, (_, at) => `a${at}=""`).join(' ')}/>`, /40 attributes/],
    ['a text of 10,001 characters', `<a>${'x'.repeat(10_001)}</a>`, /10000 characters/],
    ['the same in parts', `<a>${'<![CDATA[0123456789]]>'.repeat(1_001)}</a>`, /10000 characters/],
    ['a tag without end', `<a b="${'x'.repeat(20_001)}`, /20000 characters/],
    ['200,001 elements', `<a>${'<b/>'.repeat(200_000)}</a>`, /too many parts/],
  ] as const;
  for (const [what, text, words] of refused) {
    test(`${what}: refused`, () => {
      const reading = readXml(text);
      assert.ok(!reading.ok);
      assert.equal(reading.problem.code, 'broken-file');
      assert.match(reading.problem.text, words);
    });
  }

  const bounds = [
    ['40 deep', '<a>'.repeat(40) + '</a>'.repeat(40)],
    ['40 attributes', `<a ${Array.from({ length: 40 }, (_, at) => `a${at}=""`).join(' ')}><b c=""/></a>`],
    ['a text of 10,000 characters', `<a>${'x'.repeat(10_000)}</a>`],
    ['200,000 elements', `<a>${'<b/>'.repeat(199_999)}</a>`],
  ] as const;
  for (const [what, text] of bounds) test(`${what}: read`, () => assert.ok(readXml(text).ok));

  test('elements that were taken no longer count', () => {
    let count = 0;
    assert.ok(
      readXml(`<a>${'<e><v>1</v></e>\n'.repeat(150_000)}</a>`, {
        e: () => {
          count += 1;
        },
      }).ok,
    );
    assert.equal(count, 150_000);
  });
});
