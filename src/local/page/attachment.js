import { say } from './texts.js';

const megabyte = 1024 * 1024;
const mostBytes = 2 * megabyte;

/** The file that goes with the next message: chosen, shown by its name, taken away again. Too large a file is never read. */
export function createAttachment({ button, input, line, name, remove }) {
  let chosen = null;

  const show = (text, isError = false) => {
    line.hidden = text === '';
    line.classList.toggle('error', isError);
    name.textContent = text;
  };
  const clear = () => {
    chosen = null;
    input.value = '';
    show('');
  };

  button.addEventListener('click', () => input.click());
  remove.addEventListener('click', clear);
  input.addEventListener('change', () => {
    chosen = input.files[0] ?? null;
    if (!chosen) return show('');
    if (chosen.size <= mostBytes) return show(chosen.name);
    const text = say('too-large', { name: chosen.name, size: Math.ceil(chosen.size / megabyte), limit: mostBytes / megabyte });
    clear();
    show(text, true);
  });

  return {
    isChosen: () => chosen !== null,
    /** The file as an attachment of a message; it is chosen no longer. Throws when it cannot be read. */
    async take() {
      if (!chosen) return [];
      const file = chosen;
      clear();
      const contentUrl = await dataUrl(file);
      return [{ contentType: file.type || 'application/octet-stream', name: file.name, contentUrl }];
    },
  };
}

function dataUrl(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(`data:application/octet-stream;base64,${String(reader.result).split(',')[1] ?? ''}`));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}
