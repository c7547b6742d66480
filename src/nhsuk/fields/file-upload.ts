/** A file, or several, from the person's own device. */

import { type Html, html, raw } from '../../platform/html.ts';
import { attributes, classes, shown, translated } from '../parts.ts';
import { type Field, groupClasses, surroundings } from './group.ts';

export type FileUpload = Field & {
  readonly multiple?: boolean | undefined;
  readonly chooseFilesButtonClassList?: readonly string[] | undefined;
  readonly chooseFilesButtonText?: string | undefined;
  readonly noFileChosenText?: string | undefined;
  readonly multipleFilesChosenText?: Readonly<Record<string, string>> | undefined;
  readonly dropInstructionText?: string | undefined;
  readonly enteredDropZoneText?: string | undefined;
  readonly leftDropZoneText?: string | undefined;
};

export function fileUpload(options: FileUpload): Html {
  const around = surroundings(options);
  const { formGroup } = options;
  const before = attributes({
    class: `${groupClasses(around.wrong, formGroup?.classes)} nhsuk-file-upload`,
    'data-module': 'nhsuk-file-upload',
  });
  const after = attributes(
    translated('choose-files-button', options.chooseFilesButtonText),
    translated('no-file-chosen', options.noFileChosenText),
    translated('multiple-files-chosen', options.multipleFilesChosenText),
    translated('drop-instruction', options.dropInstructionText),
    translated('entered-drop-zone', options.enteredDropZoneText),
    translated('left-drop-zone', options.leftDropZoneText),
    formGroup?.attributes,
  );
  const box = attributes(
    {
      class: classes('nhsuk-file-upload__input', options.classes),
      id: around.id,
      name: options.name,
      type: 'file',
      disabled: options.disabled,
      multiple: options.multiple,
      'aria-describedby': around.describedBy,
    },
    options.attributes,
  );
  return html`<div${before}${classList(options.chooseFilesButtonClassList)}${after}>${around.words}
  ${shown(formGroup?.beforeInput)}
  <input${box}>
  ${shown(formGroup?.afterInput)}
</div>`;
}

/** A list in an attribute: JSON between quotes that it does not hold, with the characters that could end it written as escapes. */
function classList(names: readonly string[] | undefined): Html | undefined {
  if (!names) return undefined;
  const json = JSON.stringify(names).replace(/[<>&']/g, character => `\\u00${character.charCodeAt(0).toString(16)}`);
  const quote = json.includes('"') ? "'" : '"';
  return raw(` data-choose-files-button-class-list=${quote}${json}${quote}`);
}
