// Starts the page's own WebAssembly module a second time, in a worker. The page sends the compiled module and the
// address of its glue, so nothing is downloaded or compiled again. What the worker then does is `web::platform::worker`.
self.onmessage = async ({ data: { glue, module } }) => {
  self.onmessage = null;
  const { default: init } = await import(glue);
  await init({ module_or_path: module });
};
