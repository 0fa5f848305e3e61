import init from "/app.js";

// A version that came in the meantime is taken here, before anything can have been typed.
async function takeNext(worker) {
  const waiting = (await worker.getRegistration())?.waiting;
  if (!waiting) {
    return;
  }
  const changed = new Promise((resolve) => worker.addEventListener("controllerchange", () => resolve(true)));
  const patience = new Promise((resolve) => setTimeout(resolve, 500));
  waiting.postMessage("next");
  if (await Promise.race([changed, patience])) {
    location.reload();
    await new Promise(() => {});
  }
}

async function start() {
  // Plain http on a host of its own has no worker; the app then needs the network to start.
  const worker = navigator.serviceWorker;
  if (worker?.controller) {
    await takeNext(worker);
  }
  await init({ module_or_path: "/app_bg.wasm" });
  await worker?.register("/worker.js", { updateViaCache: "none" });
}

start().catch(() => {
  if (document.body.childElementCount > 1) {
    // The app runs; only its files are not kept on this device.
    return;
  }
  const words = document.createElement("p");
  words.setAttribute("role", "alert");
  words.textContent = "画面を開けませんでした。つながっているか確かめて、開き直してください。";
  document.body.append(words);
});
