// Where Monaco gets its workers: files of this host. The build names them by content
// and writes those names into index.html, the one file whose own name is fixed.
function workerAddress(label: string): string {
  const { editorWorker, graphqlWorker, jsonWorker } = document.body.dataset;
  const address = { graphql: graphqlWorker, json: jsonWorker }[label] ?? editorWorker;
  if (address === undefined) {
    throw new Error(`index.html names no worker for ${label}`);
  }
  return address;
}

/** Sets the addresses of Monaco's workers; call it before the first editor is created. */
export function registerMonacoWorkers(): void {
  window.MonacoEnvironment = {
    getWorker: (_moduleId, label) => new Worker(workerAddress(label), { type: "module", name: label }),
  };
}
