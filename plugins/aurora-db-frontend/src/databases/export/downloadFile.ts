/** Some browsers read the file after the click has returned. In ms. */
const keptInMs = 60_000;

/** Lets the browser save a text as a file. Nothing is sent. */
export function downloadFile(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), keptInMs);
}
