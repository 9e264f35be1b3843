// A folder for the tests of the project folder: one of the browser's own file system stands in for one on the disk,
// with the same handles. Beside that, the picker and the question for permission are ours.

const FOLDER = "peace";

/// From now on, and after reloads, the picker answers with the folder. Permission is asked anew after each load.
export async function withFolder(page) {
  const stub = (name) => {
    const folder = async () => (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });
    let granted = false;
    window.showDirectoryPicker = async (options) => {
      if (options?.mode !== "readwrite") throw new TypeError("the page has to say that it wants to write");
      granted = true;
      return folder();
    };
    FileSystemHandle.prototype.queryPermission = async () => (granted ? "granted" : "prompt");
    FileSystemHandle.prototype.requestPermission = async () => ((granted = true), "granted");
  };
  await page.context().addInitScript(stub, FOLDER);
  await page.evaluate(stub, FOLDER);
}

/// Puts a file there, as another machine would.
export const put = (page, path, text) =>
  page.evaluate(
    async ([name, path, text]) => {
      let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });
      const parts = path.split("/");
      for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
      const stream = await (await folder.getFileHandle(parts.at(-1), { create: true })).createWritable();
      await stream.write(text);
      await stream.close();
    },
    [FOLDER, path, text],
  );

/// All files there: { path: text }.
export const all = (page) =>
  page.evaluate(async (name) => {
    const found = {};
    const walk = async (folder, above) => {
      for await (const [name, handle] of folder.entries()) {
        if (handle.kind === "directory") await walk(handle, `${above}${name}/`);
        // One that is being written anew is not there for a moment.
        else found[above + name] = await handle.getFile().then((file) => file.text()).catch(() => undefined);
      }
    };
    await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true }), "");
    return found;
  }, FOLDER);

/// Takes the folder away.
export const remove = (page) =>
  page.evaluate(async (name) => (await navigator.storage.getDirectory()).removeEntry(name, { recursive: true }), FOLDER);
